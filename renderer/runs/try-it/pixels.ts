import type { Pixels } from '../../figures/tensor-image';

/** The size of an image, [H, W, C]. */
export type Size = readonly [height: number, width: number, channels: number];

/** A black image. */
export const blank = ([height, width, channels]: Size): Uint8Array => new Uint8Array(height * width * channels);

/**
 * Draws a line with a round, soft-edged pen, in pixels, like a line in a downscaled photograph.
 * @param ink 255 draws, 0 erases
 * @returns a new image
 */
export function stroked(
  image: Uint8Array,
  [height, width, channels]: Size,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  radius: number,
  ink: number,
): Uint8Array {
  const drawn = image.slice();
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const distance = distanceTo([column + 0.5, row + 0.5], from, to);
      const cover = Math.min(1, Math.max(0, radius + 0.5 - distance));
      if (cover === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const at = (row * width + column) * channels + channel;
        const before = drawn[at] ?? 0;
        const after = ink === 0 ? Math.min(before, 255 * (1 - cover)) : Math.max(before, ink * cover);
        drawn[at] = Math.round(after);
      }
    }
  return drawn;
}

/** The distance of a point from a line segment. */
function distanceTo(
  [x, y]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** An image fitted to another size; `inverted` tells if its brightness was inverted. */
export interface Fitted {
  readonly image: Uint8Array;
  readonly inverted: boolean;
}

/**
 * Fits an image into a size: whole and centered, each pixel the mean of the pixels that it covers. An image that is dark on
 * light is inverted, because the training images are light on dark.
 */
export function fitted({ width, height, data }: Pixels, [rows, columns, channels]: Size): Fitted {
  const scale = Math.max(width / columns, height / rows);
  const [left, top] = [(columns - width / scale) / 2, (rows - height / scale) / 2];
  const mean = (x0: number, x1: number, y0: number, y1: number): readonly [number, number, number] | undefined => {
    const [first, last] = [Math.max(0, Math.floor(x0)), Math.min(width, Math.max(Math.floor(x0) + 1, Math.ceil(x1)))];
    const [upper, lower] = [Math.max(0, Math.floor(y0)), Math.min(height, Math.max(Math.floor(y0) + 1, Math.ceil(y1)))];
    const sums = [0, 0, 0];
    let count = 0;
    for (let y = upper; y < lower; y++)
      for (let x = first; x < last; x++) {
        const at = (y * width + x) * 4;
        // Transparent pixels are white.
        const opacity = (data[at + 3] ?? 255) / 255;
        for (let channel = 0; channel < 3; channel++)
          sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0) * opacity + 255 * (1 - opacity);
        count++;
      }
    return count === 0 ? undefined : [(sums[0] ?? 0) / count, (sums[1] ?? 0) / count, (sums[2] ?? 0) / count];
  };
  const inverted = borderMean({ width, height, data }) > 127;
  const image = blank([rows, columns, channels]);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [x0, y0] = [(column - left) * scale, (row - top) * scale];
      if (x0 + scale <= 0 || y0 + scale <= 0 || x0 >= width || y0 >= height) continue;
      const colour = mean(x0, x0 + scale, y0, y0 + scale);
      if (!colour) continue;
      const [red, green, blue] = inverted ? [255 - colour[0], 255 - colour[1], 255 - colour[2]] : colour;
      const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
      for (let channel = 0; channel < channels; channel++)
        image[(row * columns + column) * channels + channel] = Math.round(
          channels >= 3 ? ([red, green, blue][channel] ?? 0) : grey,
        );
    }
  return { image, inverted };
}

/** The mean brightness along the edge of an image. */
function borderMean({ width, height, data }: Pixels): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      const at = (y * width + x) * 4;
      const opacity = (data[at + 3] ?? 255) / 255;
      sum += (((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3) * opacity + 255 * (1 - opacity);
      count++;
    }
  return count === 0 ? 0 : sum / count;
}
