import type { Inference } from '../../shared/graph/infer';
import { BlockFaces } from './BlockFaces';
import { blockOf, blockScale } from './block';
import { WINDOW_COLOURS } from './colours';

/** Space between the blocks, and the most of them that are drawn, in pixels and in number. */
const SPACE = 3;
const MOST = 26;

/** A graph as a row of its blocks, small: an autoencoder is an hourglass, a classifier a funnel. */
export function Thumbnail({ inference }: { readonly inference: Inference }) {
  const shown = [...inference.nodes.values()].slice(0, MOST);
  const scale = blockScale(shown.map(({ out }) => out));
  let x = 0;
  const blocks = shown.flatMap(({ out, layer }) => {
    if (!out || !layer.kind) return [];
    const block = blockOf(out, scale);
    const at = x;
    x += block.width + SPACE;
    return [{ block, at, family: layer.kind.family }];
  });
  const highest = Math.max(1, ...blocks.map(({ block }) => block.height));
  return (
    <svg className="thumbnail" viewBox={`0 0 ${Math.max(1, x - SPACE)} ${highest}`} aria-hidden="true">
      {blocks.map(({ block, at, family }) => (
        <g key={at} transform={`translate(${at} ${(highest - block.height) / 2})`}>
          <BlockFaces block={block} colour={WINDOW_COLOURS.family(family)} />
        </g>
      ))}
    </svg>
  );
}
