import type { ImageShape } from '../../shared/layers/support/shape';
import type { Picture } from './picture';

/** A picture resized to the size of a data set's images. */
export interface Fitted {
  /** [H, W, C], row by row. */
  readonly image: Uint8Array;
  /** True if light and dark were exchanged. */
  readonly inverted: boolean;
}

export interface FitOptions {
  /**
   * Exchange light and dark: Fashion-MNIST's garments are on black, photographs mostly on white. `auto`, the default, does so if the
   * corners are light.
   */
  readonly invert?: boolean | 'auto';
}

/**
 * Resizes a picture to [H, W, C]: as large as it fits, centred, each pixel the average of the area that it covers; the margins have the
 * mean of the picture's border. Colours become grey for one channel; grey stands for all of them where there are more.
 * A picture that has the size already keeps its bytes, but for inverting.
 */
export function fitPicture(picture: Picture, size: ImageShape, { invert = 'auto' }: FitOptions = {}): Fitted {
  const [height, width, channels] = size;
  const source = recolour(picture, channels);
  const inverted = invert === 'auto' ? hasLightCorners(picture) : invert;
  const scale = Math.min(width / picture.width, height / picture.height);
  const shown = [picture.height * scale, picture.width * scale] as const;
  const top = Math.floor((height - shown[0]) / 2);
  const left = Math.floor((width - shown[1]) / 2);
  const image = new Uint8Array(height * width * channels);
  for (let channel = 0; channel < channels; channel++) {
    const border = borderOf(source, picture, channel, channels);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const value = average(
          source,
          picture,
          [(row - top) / scale, (row + 1 - top) / scale],
          [(column - left) / scale, (column + 1 - left) / scale],
          channel,
          channels,
          border,
        );
        image[(row * width + column) * channels + channel] = inverted ? 255 - Math.round(value) : Math.round(value);
      }
  }
  return { image, inverted };
}

/** The picture's values with as many channels as are needed. Brightness is weighed as television does (ITU-R BT.601). */
function recolour({ data, channels }: Picture, wanted: number): Uint8Array {
  if (channels === wanted) return data;
  const pixels = data.length / channels;
  const values = new Uint8Array(pixels * wanted);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const grey = channels === 1 ? red : Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    values.fill(grey, pixel * wanted, (pixel + 1) * wanted);
  }
  return values;
}

/** True if at least three of the four corners, each a tenth of the sides, are more light than dark. */
function hasLightCorners({ data, width, height, channels }: Picture): boolean {
  const deep = Math.max(1, Math.floor(height / 10));
  const wide = Math.max(1, Math.floor(width / 10));
  const corners = [0, height - deep].flatMap((top) => [0, width - wide].map((left) => [top, left] as const));
  const light = corners.filter(([top, left]) => {
    let sum = 0;
    for (let row = top; row < top + deep; row++)
      for (let at = (row * width + left) * channels; at < (row * width + left + wide) * channels; at++) sum += data[at] ?? 0;
    return sum > 127.5 * deep * wide * channels;
  });
  return light.length >= 3;
}

/** The mean of one channel along the picture's edges. */
function borderOf(values: Uint8Array, { width, height }: Picture, channel: number, channels: number): number {
  const at = (row: number, column: number) => values[(row * width + column) * channels + channel] ?? 0;
  let sum = 0;
  for (let column = 0; column < width; column++) sum += at(0, column) + at(height - 1, column);
  for (let row = 0; row < height; row++) sum += at(row, 0) + at(row, width - 1);
  return sum / (2 * (width + height));
}

/** The mean of one channel over a rectangle that need not end between two pixels; outside of the picture it is `border`. */
function average(
  values: Uint8Array,
  { width, height }: Picture,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
  channel: number,
  channels: number,
  border: number,
): number {
  let sum = 0;
  let covered = 0;
  for (let row = Math.max(0, Math.floor(top)); row < Math.min(height, Math.ceil(bottom)); row++) {
    const high = Math.min(bottom, row + 1) - Math.max(top, row);
    for (let column = Math.max(0, Math.floor(left)); column < Math.min(width, Math.ceil(right)); column++) {
      const area = high * (Math.min(right, column + 1) - Math.max(left, column));
      if (area <= 0) continue;
      sum += area * (values[(row * width + column) * channels + channel] ?? 0);
      covered += area;
    }
  }
  const whole = (bottom - top) * (right - left);
  return (sum + Math.max(0, whole - covered) * border) / whole;
}
