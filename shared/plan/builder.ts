import { type Attribute, type DType, FLOATS, type } from './ops';

/** A tensor of a plan: computed by an operation, fed for each run, or kept between runs. Its first axis is the batch's. */
export interface Value {
  readonly id: number;
  readonly type: DType;
  readonly shape: readonly number[];
  /** True for a reserve output, which only the gradient of the same operation reads. Its shape depends on the kernel and is unknown. */
  readonly reserve?: boolean;
}

/** The shape and type of an output that an operation is to have; float32 by default. */
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
  /** The node that the operation belongs to, and true for the backward pass: the label in a profile. */
  readonly place: string;
}

/** The values of a tensor, the last axis running fastest. */
export type Numbers = Float32Array | Int32Array | Uint8Array;

/** A training step. */
export interface Step {
  /** Counted from 1 over the whole run: Adam's correction and Dropout's masks depend on it. */
  readonly step: number;
  readonly learningRate: number;
}

/** The images that a plan runs on, with their labels. */
export interface PlanBatch {
  /** [count, H, W, C], scaled, the last axis running fastest. */
  readonly images: Float32Array;
  /** The class of each image. */
  readonly labels: Uint8Array;
  readonly count: number;
  /** The indices of the images in their data set, if they are part of one. */
  readonly source?: { readonly places: Uint32Array };
}

/** The input of one run of a plan. */
export interface PlanInput {
  readonly batch: PlanBatch;
  readonly step: Step;
}

/** A tensor that is created for every run of the plan. */
export interface Feed {
  readonly value: Value;
  make(input: PlanInput): Numbers;
}

/** A tensor that is created once, with the plan. */
export interface Constant {
  readonly value: Value;
  readonly numbers: Numbers;
}

/** Writes a plan, operation by operation, in the order in which they will run. */
export class Builder {
  readonly instructions: Instruction[] = [];
  readonly feeds: Feed[] = [];
  readonly constants: Constant[] = [];
  /** Tensors owned outside the plan, such as variable resources and data sets, by the id of the value. */
  readonly externals = new Map<number, number>();
  /** The node that the next operations belong to. */
  place = '';
  private values = 0;
  private readonly known = new Map<string, Value>();

  /** @param handles the resources of the variables and their shapes, by name */
  constructor(private readonly handles: ReadonlyMap<string, { readonly handle: number; readonly shape: readonly number[] }>) {}

  /** The number of values. */
  get count(): number {
    return this.values;
  }

  /** Writes an operation with one output, of floats by default. */
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

  /** Writes an operation with several outputs, each of floats by default. */
  ops(op: string, attributes: readonly Attribute[], inputs: readonly Value[], outputs: readonly Output[]): readonly Value[] {
    const made = outputs.map(({ shape, type: of = 'float32', reserve }) => ({
      ...this.value(of, shape),
      ...(reserve && { reserve }),
    }));
    this.instructions.push({ op, attributes, inputs, outputs: made, place: this.place });
    return made;
  }

  /** Writes an elementwise operation on floats; the output has the first input's shape. */
  map(op: string, inputs: readonly Value[], attributes: readonly Attribute[] = []): Value {
    return this.op(op, [...FLOATS, ...attributes], inputs, inputs[0]?.shape ?? []);
  }

  /** A constant. Equal constants are written once. */
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

  /** A scalar int32, as TensorFlow takes the number of an axis. */
  axis(number: number): Value {
    return this.constant('int32', [], new Int32Array([number]));
  }

  feed(of: DType, shape: readonly number[], make: Feed['make']): Value {
    const value = this.value(of, shape);
    this.feeds.push({ value, make });
    return value;
  }

  /** A tensor owned outside the plan, by its handle in the binding. */
  external(of: DType, shape: readonly number[], tensor: number): Value {
    const value = this.value(of, shape);
    this.externals.set(value.id, tensor);
    return value;
  }

  /** The resource of a variable. */
  variable(name: string): Value {
    return this.once(`variable ${name}`, () => this.external('resource', [], this.handleOf(name).handle));
  }

  /** The value of a variable before the plan changes it. It is read once. */
  read(name: string): Value {
    return this.once(`read ${name}`, () =>
      this.op('ReadVariableOp', [type('dtype', 'float32')], [this.variable(name)], this.handleOf(name).shape),
    );
  }

  assign(name: string, value: Value): void {
    this.ops('AssignVariableOp', [type('dtype', 'float32')], [this.variable(name), value], []);
  }

  /** The value of this key, written the first time that the key is used. */
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
