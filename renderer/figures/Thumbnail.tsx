import type { Inference } from '../../shared/graph/infer';
import { BlockFaces } from './BlockFaces';
import { blockOf, blockScale } from './block';
import { WINDOW_COLOURS } from './colours';

/** The space between blocks, in pixels, and the largest number of blocks. */
const SPACE = 3;
const MOST = 26;

/** A thumbnail of a graph as a row of blocks: an autoencoder is an hourglass, a classifier a funnel. */
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
