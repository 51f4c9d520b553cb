import { useBlockScale, useSizeOf } from '../editor/sizes';
import { blockOf } from '../figures/block';
import { useMinimalDetail } from './level-of-detail';

/** A layer's output as a small block, like in the figure of a paper. Inherits the colour of its family. */
export function Glyph({ id }: { readonly id: string }) {
  const minimal = useMinimalDetail((state) => state.minimal);
  // MinimalFigures draws it at this level of detail.
  return minimal ? null : <Block id={id} />;
}

function Block({ id }: { readonly id: string }) {
  const shape = useSizeOf(id);
  const scale = useBlockScale();
  if (!shape)
    return (
      <svg className="glyph" data-unknown width="36" height="36" viewBox="0 0 36 36" aria-hidden="true">
        <rect x="2" y="2" width="32" height="32" rx="3" />
      </svg>
    );
  const { width, height, front, top, side } = blockOf(shape, scale);
  return (
    <svg className="glyph" width={width} height={height} aria-hidden="true">
      <path className="glyph-top" d={top} />
      <path className="glyph-side" d={side} />
      <path className="glyph-front" d={front} />
    </svg>
  );
}
