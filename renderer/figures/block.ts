import { isImage, type Shape } from '../../shared/layers/support/shape';

/** A tensor drawn as a block: three faces as SVG paths, and the size of their box. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly front: string;
  readonly top: string;
  readonly side: string;
}

/** The image size, H and W in pixels, above which all blocks of a graph are scaled down. */
const FULL = 28;
/** The horizontal and vertical offset of one pixel of image width, in oblique projection. */
const SLANT = { x: 0.5, y: 0.15 };

/** The scale that draws the largest of some sizes as high as an image of 28×28. */
export function blockScale(shapes: Iterable<Shape | undefined>): number {
  let largest = FULL;
  for (const shape of shapes) if (shape && isImage(shape)) largest = Math.max(largest, shape[0], shape[1]);
  return FULL / largest;
}

/**
 * The block of a tensor: height from H and width from W (linear), depth from the channels (logarithmic), so that the layers
 * of an autoencoder form an hourglass. A vector of N values is a bar, whose height grows with the logarithm of N.
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

/** The size of the box of that block, without its faces. */
export function blockSize(shape: Shape, scale = 1): Pick<Block, 'width' | 'height'> {
  const { tall, wide, deep } = sides(shape, scale);
  return { width: deep + wide * SLANT.x, height: tall + wide * SLANT.y };
}

function sides(shape: Shape, scale: number) {
  if (isImage(shape)) return { tall: 6 + shape[0] * scale, wide: 6 + shape[1] * scale, deep: 8 + 4 * Math.log2(shape[2]) };
  return { tall: Math.min(6 + 2.6 * Math.log2(1 + shape[0]), 6 + FULL), wide: 8, deep: 8 };
}
