import { ANYTHING, type Interval } from '../layers/support/interval';
import type { PixelScale } from '../training/config';
import { type Inference, isBypassed } from './infer';

/**
 * The range of each node's output for pixels in `pixels`, by node id. The range of an unknown node is unbounded.
 */
export function rangesOf({ wiring, nodes }: Inference, pixels: PixelScale): ReadonlyMap<string, Interval> {
  const ranges = new Map<string, Interval>();
  for (const [id, { node, layer }] of nodes) {
    const ins = (wiring.inputs.get(id) ?? []).map(({ from }) => ranges.get(from) ?? ANYTHING);
    const { kind, params } = layer;
    if (!kind || !params || ins.length < kind.inputs.min) ranges.set(id, ANYTHING);
    else if (isBypassed(node, kind)) ranges.set(id, ins[0] ?? ANYTHING);
    else ranges.set(id, kind.range(params, kind.inputs.max === 0 ? [pixels] : ins.slice(0, kind.inputs.max)));
  }
  return ranges;
}
