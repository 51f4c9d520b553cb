import { type ImageShape, volume } from '../../shared/layers/support/shape';

/** A picture of 8 bits a value. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
  /** [height, width, channels], row by row. */
  readonly data: Uint8Array;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture in one colour; grey if its channels are one. */
export function blank(width: number, height: number, colour: Colour | number): Picture {
  if (typeof colour === 'number') return { width, height, channels: 1, data: new Uint8Array(width * height).fill(colour) };
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 3) data.set(colour, at);
  return { width, height, channels: 3, data };
}

/** The channels of the picture of an image: three as colours, any others as the grey of their mean. */
export function channelsShown(size: ImageShape): 1 | 3 {
  return size[2] === 3 ? 3 : 1;
}

/**
 * Draws an image, [H, W, C], into a picture, each of its pixels as a square of `zoom` pixels. Pixels beyond the picture are cut.
 * @param left column of the picture; @param top row of it
 */
export function paste(picture: Picture, image: Uint8Array, size: ImageShape, left: number, top: number, zoom: number): void {
  const [height, width, channels] = size;
  if (image.length !== volume(size))
    throw new RangeError(`an image of ${size.join('×')} has ${volume(size)} values, not ${image.length}`);
  for (let row = 0; row < Math.min(height * zoom, picture.height - top); row++)
    for (let column = 0; column < Math.min(width * zoom, picture.width - left); column++) {
      const from = (Math.floor(row / zoom) * width + Math.floor(column / zoom)) * channels;
      const to = ((top + row) * picture.width + left + column) * picture.channels;
      for (let channel = 0; channel < picture.channels; channel++)
        picture.data[to + channel] = channels === 3 ? (image[from + channel] ?? 0) : mean(image, from, channels);
    }
}

function mean(values: Uint8Array, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at++) sum += values[at] ?? 0;
  return Math.round(sum / count);
}

/** Fills a rectangle with a colour; pixels beyond the picture are cut. */
export function fillRect(picture: Picture, left: number, top: number, width: number, height: number, colour: Colour): void {
  const grey = Math.round((colour[0] + colour[1] + colour[2]) / 3);
  for (let row = Math.max(0, top); row < Math.min(picture.height, top + height); row++)
    for (let column = Math.max(0, left); column < Math.min(picture.width, left + width); column++) {
      const at = (row * picture.width + column) * picture.channels;
      if (picture.channels === 3) picture.data.set(colour, at);
      else picture.data[at] = grey;
    }
}
