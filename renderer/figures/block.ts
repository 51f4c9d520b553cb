import { isImage, type Shape } from '../../shared/layers/support/shape';

/** A tensor drawn as a block: three faces as SVG paths, in a box of its own. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly front: string;
  readonly top: string;
  readonly side: string;
}

/** The height of the largest image of a graph, above which everything is drawn smaller: H and W, in pixels. */
const FULL = 28;
/** How far to the right and up one pixel of the image's width leads: the block is seen from the side. */
const SLANT = { x: 0.5, y: 0.15 };

/** The scale that lets the largest of some sizes be drawn as high as an image of 28×28. */
export function blockScale(shapes: Iterable<Shape | undefined>): number {
  let largest = FULL;
  for (const shape of shapes) if (shape && isImage(shape)) largest = Math.max(largest, shape[0], shape[1]);
  return FULL / largest;
}

/**
 * The block of a tensor: as high as its H and as wide as its W (linear), as deep as its channels (logarithmic), so that a chain of
 * layers draws the hourglass of an autoencoder by itself. A vector of N values is a bar, whose height grows with the logarithm of N.
 */
export function blockOf(shape: Shape, scale = 1): Block {
  const { tall, wide, deep } = sides(shape, scale);
  const [x, y] = [wide * SLANT.x, wide * SLANT.y];
  const at = (...points: readonly (readonly [number, number])[]) =>
    `M${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join('L')}Z`;
  return {
    ...blockSize(shape, scale),
    front: at([0, y], [deep, y], [deep, y + tall], [0, y + tall]),
    top: at([0, y], [x, 0], [x + deep, 0], [deep, y]),
    side: at([deep, y], [deep + x, 0], [deep + x, tall], [deep, y + tall]),
  };
}

/** How large the box of that block is, for those who draw no faces. */
export function blockSize(shape: Shape, scale = 1): Pick<Block, 'width' | 'height'> {
  const { tall, wide, deep } = sides(shape, scale);
  return { width: deep + wide * SLANT.x, height: tall + wide * SLANT.y };
}

function sides(shape: Shape, scale: number) {
  if (isImage(shape)) return { tall: 6 + shape[0] * scale, wide: 6 + shape[1] * scale, deep: 8 + 4 * Math.log2(shape[2]) };
  return { tall: Math.min(6 + 2.6 * Math.log2(1 + shape[0]), 6 + FULL), wide: 8, deep: 8 };
}
