import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type { Builder, Constant, Feed, Instruction, Numbers, PlanInput, Value } from '../../../shared/plan/builder';
import { type DType, dtypeNumber } from '../../../shared/plan/ops';
import { atLayer, LayerError } from '../training/layer-error';

/** Called after every operation with the milliseconds that it took. */
export type Observe = (instruction: Instruction, milliseconds: number) => void;

/** An instruction, and the values that are freed after it. */
interface Scheduled {
  readonly instruction: Instruction;
  readonly attributes: Parameters<TFJSBinding['executeOp']>[1];
  /** The inputs' tensors, filled in anew each time: the binding wants an array. */
  readonly tensors: number[];
  readonly dead: readonly number[];
}

/** A list of operations on tensors of known shapes, ready to be run again and again. */
export class Plan {
  private readonly schedule: readonly Scheduled[];
  private readonly feeds: readonly Feed[];
  private readonly lasting = new Map<number, number>();
  private readonly constants: readonly number[];
  /** The tensor of each value in the present run; −1 where there is none. */
  private readonly tensors: Int32Array;
  private checked = false;

  constructor(
    private readonly binding: TFJSBinding,
    builder: Builder,
    private readonly fetched: readonly Value[],
  ) {
    const { instructions, feeds, externals } = prune(builder, fetched);
    this.feeds = feeds;
    this.constants = builder.constants.map(({ value, numbers }: Constant) => {
      const tensor = tensorOf(binding, value.type, value.shape, numbers);
      this.lasting.set(value.id, tensor);
      return tensor;
    });
    for (const [id, tensor] of externals) this.lasting.set(id, tensor);
    this.tensors = new Int32Array(builder.count).fill(-1);
    for (const [id, tensor] of this.lasting) this.tensors[id] = tensor;
    this.schedule = scheduled(instructions, new Set([...this.lasting.keys(), ...fetched.map(({ id }) => id)]));
  }

  /** Runs the plan. @returns the fetched tensors in the order of the request, for the caller to free */
  run(input: PlanInput, observe?: Observe): readonly number[] {
    const { binding, tensors } = this;
    try {
      for (const { value, make } of this.feeds) tensors[value.id] = tensorOf(binding, value.type, value.shape, make(input));
      for (const { instruction, attributes, tensors: inputs, dead } of this.schedule) {
        const { outputs } = instruction;
        for (let index = 0; index < inputs.length; index++) inputs[index] = tensors[instruction.inputs[index]?.id ?? 0] ?? -1;
        const start = observe ? performance.now() : 0;
        const made = execute(binding, instruction, attributes, inputs);
        observe?.(instruction, performance.now() - start);
        for (let index = 0; index < outputs.length; index++) tensors[outputs[index]?.id ?? 0] = made[index]?.id ?? -1;
        if (!this.checked) check(instruction, dead, made);
        for (const id of dead) this.free(id);
      }
      this.checked = true;
      const results = this.fetched.map(({ id }) => tensors[id] ?? -1);
      for (const { id } of this.fetched) tensors[id] = -1;
      return results;
    } finally {
      for (let id = 0; id < tensors.length; id++) if (!this.lasting.has(id)) this.free(id);
    }
  }

  dispose(): void {
    for (const tensor of this.constants) this.binding.deleteTensor(tensor);
  }

  private free(id: number): void {
    const tensor = this.tensors[id] ?? -1;
    if (tensor < 0) return;
    this.tensors[id] = -1;
    this.binding.deleteTensor(tensor);
  }
}

export function tensorOf(binding: TFJSBinding, type: DType, shape: readonly number[], numbers: Numbers): number {
  return binding.createTensor([...shape], dtypeNumber(type), numbers);
}

function execute(
  binding: TFJSBinding,
  { op, place, outputs }: Instruction,
  attributes: Scheduled['attributes'],
  inputs: number[],
) {
  try {
    return binding.executeOp(op, attributes, inputs, outputs.length);
  } catch (error) {
    throw atLayer(place, error);
  }
}

/** Removes instructions that no fetched value and no change of a variable depends on. */
function prune({ instructions, feeds, externals }: Builder, fetched: readonly Value[]) {
  const needed = new Set(fetched.map(({ id }) => id));
  const kept: Instruction[] = [];
  for (const instruction of [...instructions].reverse()) {
    const { inputs, outputs } = instruction;
    if (outputs.length > 0 && !outputs.some(({ id }) => needed.has(id))) continue;
    for (const { id } of inputs) needed.add(id);
    kept.push(instruction);
  }
  return { instructions: kept.reverse(), feeds: feeds.filter(({ value }) => needed.has(value.id)), externals };
}

/** Finds for each instruction the values that are used last there. `lasting` values are never freed. */
function scheduled(instructions: readonly Instruction[], lasting: ReadonlySet<number>): readonly Scheduled[] {
  const needed = new Set(lasting);
  return [...instructions]
    .reverse()
    .map((instruction) => {
      const { inputs, outputs, attributes } = instruction;
      const ids = new Set([...inputs, ...outputs].map(({ id }) => id));
      const dead = [...ids].filter((id) => !needed.has(id));
      for (const id of ids) needed.add(id);
      return { instruction, attributes: [...attributes], tensors: new Array<number>(inputs.length).fill(-1), dead };
    })
    .reverse();
}

/**
 * Compares the shapes of the outputs that are needed with those that the plan says, the first time: everything after them relies on
 * these. Reserve outputs have no shape to compare.
 * @throws Error where one differs
 */
function check(
  { op, outputs, place }: Instruction,
  dead: readonly number[],
  made: readonly { readonly shape: readonly number[] }[],
): void {
  for (const [index, { id, shape, reserve }] of outputs.entries()) {
    const found = made[index]?.shape ?? [];
    if (!reserve && !dead.includes(id) && shape.join() !== found.join())
      throw new LayerError(place, `${op} gives [${found}] in place of [${shape}]`);
  }
}
