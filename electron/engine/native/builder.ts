import type { Batch, Step } from '../training/trainer';
import { type Attribute, type DType, FLOATS, type } from './ops';

/** A tensor that a plan computes, is given, or keeps. Its shape has the batch for its first axis. */
export interface Value {
  readonly id: number;
  readonly type: DType;
  readonly shape: readonly number[];
  /** True of a reserve output, which only the gradient of the same operation reads: its shape depends on the kernel, and is not known. */
  readonly reserve?: boolean;
}

/** An output of an operation, before it is written: floats, unless it says otherwise. */
export interface Output {
  readonly shape: readonly number[];
  readonly type?: DType;
  readonly reserve?: boolean;
}

/**
 * An output that a kernel hands to its gradient ("reserve space" in TensorFlow). The shape belongs to the kernel: the sixth output of
 * FusedBatchNormV3 is [0] by oneDNN's, and [] by TensorFlow's own.
 */
export const RESERVE: Output = { shape: [], reserve: true };

/** One operation of a plan. */
export interface Instruction {
  readonly op: string;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** The node that it is done for, and whether on the way back: what a profile is read by. */
  readonly place: string;
}

/** Numbers as tensors are made from. */
export type Numbers = Float32Array | Int32Array | Uint8Array;

/** What one run of a plan is about. */
export interface Now {
  readonly batch: Batch;
  readonly step: Step;
}

/** A tensor that is made anew for every run of the plan. */
export interface Feed {
  readonly value: Value;
  make(now: Now): Numbers;
}

/** A tensor that is made once, with the plan. */
export interface Constant {
  readonly value: Value;
  readonly numbers: Numbers;
}

/** Writes a plan, operation by operation, in the order in which they will run. */
export class Builder {
  readonly instructions: Instruction[] = [];
  readonly feeds: Feed[] = [];
  readonly constants: Constant[] = [];
  /** Tensors that live outside of the plan: resources of variables, data sets. By the number of the value. */
  readonly externals = new Map<number, number>();
  /** What is being written now. */
  place = '';
  private values = 0;
  private readonly known = new Map<string, Value>();

  /** @param handles the resources of the variables, with their shapes, by name */
  constructor(private readonly handles: ReadonlyMap<string, { readonly handle: number; readonly shape: readonly number[] }>) {}

  /** How many values there are. */
  get count(): number {
    return this.values;
  }

  /** An operation with one output; of floats, unless it is said. */
  op(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly Value[],
    shape: readonly number[],
    of: DType = 'float32',
  ): Value {
    const [value] = this.ops(op, attributes, inputs, [{ shape, type: of }]);
    if (!value) throw new Error(`${op} has no output`);
    return value;
  }

  /** An operation with several outputs. */
  ops(op: string, attributes: readonly Attribute[], inputs: readonly Value[], outputs: readonly Output[]): readonly Value[] {
    const made = outputs.map(({ shape, type: of = 'float32', reserve }) => ({
      ...this.value(of, shape),
      ...(reserve && { reserve }),
    }));
    this.instructions.push({ op, attributes, inputs, outputs: made, place: this.place });
    return made;
  }

  /** Floats of one shape, value by value. */
  map(op: string, inputs: readonly Value[], attributes: readonly Attribute[] = []): Value {
    return this.op(op, [...FLOATS, ...attributes], inputs, inputs[0]?.shape ?? []);
  }

  /** A constant; equal ones are one. */
  constant(of: DType, shape: readonly number[], numbers: Numbers): Value {
    return this.once(`${of} [${shape}] ${numbers}`, () => {
      const value = this.value(of, shape);
      this.constants.push({ value, numbers });
      return value;
    });
  }

  scalar(number: number): Value {
    return this.constant('float32', [], new Float32Array([number]));
  }

  ints(numbers: readonly number[]): Value {
    return this.constant('int32', [numbers.length], Int32Array.from(numbers));
  }

  /** One int without axes, as an axis is given. */
  axis(number: number): Value {
    return this.constant('int32', [], new Int32Array([number]));
  }

  feed(of: DType, shape: readonly number[], make: Feed['make']): Value {
    const value = this.value(of, shape);
    this.feeds.push({ value, make });
    return value;
  }

  /** A tensor that somebody else keeps, by its number in the binding. */
  external(of: DType, shape: readonly number[], tensor: number): Value {
    const value = this.value(of, shape);
    this.externals.set(value.id, tensor);
    return value;
  }

  /** The resource of a variable. */
  variable(name: string): Value {
    return this.once(`variable ${name}`, () => this.external('resource', [], this.handleOf(name).handle));
  }

  /** What a variable holds as the plan begins. It is read once. */
  read(name: string): Value {
    return this.once(`read ${name}`, () =>
      this.op('ReadVariableOp', [type('dtype', 'float32')], [this.variable(name)], this.handleOf(name).shape),
    );
  }

  assign(name: string, value: Value): void {
    this.ops('AssignVariableOp', [type('dtype', 'float32')], [this.variable(name), value], []);
  }

  /** A value that is written once, however often it is asked for by this key. */
  once(key: string, write: () => Value): Value {
    const value = this.known.get(key) ?? write();
    this.known.set(key, value);
    return value;
  }

  private handleOf(name: string) {
    const found = this.handles.get(name);
    if (!found) throw new Error(`there is no variable ${name}`);
    return found;
  }

  private value(of: DType, shape: readonly number[]): Value {
    return { id: this.values++, type: of, shape };
  }
}
