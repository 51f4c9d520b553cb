import { type Inference, sized } from '../../../shared/graph/infer';

/** The number of trainable parameters: those of layers that are not frozen, without moving statistics. */
export function trainableParams({ nodes }: Inference): number {
  let total = 0;
  for (const inferred of nodes.values()) {
    const layer = inferred.node.frozen ? undefined : sized(inferred);
    if (!layer) continue;
    for (const { shape, trainable } of layer.kind.weights(layer.params, layer.ins))
      if (trainable) total += shape.reduce((product, side) => product * side, 1);
  }
  return total;
}
