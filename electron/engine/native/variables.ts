import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { flag, shapeOf, text, type } from '../../../shared/plan/ops';
import { RunError } from '../../run-folder/error';
import { lazyTensor, type State } from '../../run-folder/state';
import { tensorOf } from './plan';

interface Variable {
  /** The tensor of its resource. */
  readonly handle: number;
  readonly shape: readonly number[];
  /** True if it is part of the state. */
  readonly lasting: boolean;
}

/** Names that TensorFlow has seen in this process: it gives one and the same resource to equal ones. */
let named = 0;

/** The variables of a model, as resources of TensorFlow. */
export class Variables {
  private readonly all = new Map<string, Variable>();

  constructor(private readonly binding: TFJSBinding) {}

  get handles(): ReadonlyMap<string, { readonly handle: number; readonly shape: readonly number[] }> {
    return this.all;
  }

  /** Adds one of floats that begins at 0. */
  add(name: string, shape: readonly number[], { lasting = true } = {}): void {
    const attributes = [
      text('container', ''),
      text('shared_name', `patchbay${named++}`),
      type('dtype', 'float32'),
      shapeOf('shape', shape),
    ];
    const [made] = this.binding.executeOp('VarHandleOp', attributes, [], 1);
    if (!made) throw new Error(`${name} has no resource`);
    this.all.set(name, { handle: made.id, shape, lasting });
    const inputs = [
      tensorOf(this.binding, 'int32', [shape.length], Int32Array.from(shape)),
      tensorOf(this.binding, 'float32', [], new Float32Array(1)),
    ];
    const [zeros] = this.binding.executeOp('Fill', [type('T', 'float32'), type('index_type', 'int32')], inputs, 1);
    if (!zeros) throw new Error(`${name} has no value`);
    for (const input of inputs) this.binding.deleteTensor(input);
    this.assign(made.id, zeros.id);
  }

  /** Loads the tensors that a state has. @throws RunError otherShape for one of another shape */
  put(state: State): void {
    for (const [name, { handle, shape }] of this.all) {
      const tensor = state.get(name);
      if (!tensor) continue;
      if (tensor.shape.join() !== shape.join())
        throw new RunError('otherShape', { tensor: name, found: tensor.shape, wanted: shape });
      // TensorFlow would share the numbers, and change them.
      this.assign(handle, tensorOf(this.binding, 'float32', shape, tensor.data.slice()));
    }
  }

  /** The tensors of the state, each of which is read from TensorFlow when its data are. */
  state(): State {
    const read = ({ handle }: Variable): Float32Array => {
      const [value] = this.binding.executeOp('ReadVariableOp', [type('dtype', 'float32')], [handle], 1);
      if (!value) throw new Error('a variable without a value');
      // The binding gives a copy.
      const data = this.binding.tensorDataSync(value.id);
      this.binding.deleteTensor(value.id);
      return data instanceof Float32Array ? data : Float32Array.from(data);
    };
    const lasting = [...this.all].filter(([, one]) => one.lasting);
    return new Map(lasting.map(([name, one]) => [name, lazyTensor(one.shape, () => read(one))]));
  }

  dispose(): void {
    for (const { handle } of this.all.values()) {
      this.binding.executeOp('DestroyResourceOp', [flag('ignore_lookup_error', true)], [handle], 0);
      this.binding.deleteTensor(handle);
    }
    this.all.clear();
  }

  private assign(handle: number, tensor: number): void {
    this.binding.executeOp('AssignVariableOp', [type('dtype', 'float32')], [handle, tensor], 0);
    this.binding.deleteTensor(tensor);
  }
}
