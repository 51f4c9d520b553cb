import type { LiveGraph } from '../../../shared/graph/live';
import type { Weight } from '../../../shared/layers/support/kind';
import { uniform } from '../../../shared/plan/random';
import { lazyTensor, type PlainTensor, type State } from '../../run-folder/state';

/**
 * The weights that a graph starts from: each tensor a function of the seed, its node's id and its own name alone. Adding a layer
 * changes the start of no other.
 */
export function initialWeights({ nodes }: LiveGraph, seed: number): State {
  const state = new Map<string, PlainTensor>();
  for (const [id, { layer }] of nodes) {
    for (const weight of layer?.kind.weights(layer.params, layer.ins) ?? []) {
      const name = `${id}.${weight.name}`;
      state.set(
        name,
        lazyTensor(weight.shape, () => draw(weight, name, seed)),
      );
    }
  }
  return state;
}

function draw({ shape, init }: Weight, name: string, seed: number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if ('constant' in init) return new Float32Array(count).fill(init.constant);
  return uniform({ seed, name: `weights ${name}`, step: 0 }, count, -init.uniform, init.uniform);
}
