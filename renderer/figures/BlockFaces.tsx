import type { Block } from './block';

/** The three faces of a tensor's block, in one colour. */
export function BlockFaces({ block, colour }: { readonly block: Block; readonly colour: string }) {
  return (
    <>
      <path d={block.top} fill={colour} fillOpacity="0.5" />
      <path d={block.side} fill={colour} fillOpacity="0.7" />
      <path d={block.front} fill={colour} />
    </>
  );
}
