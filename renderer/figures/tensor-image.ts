import type { Pictures } from '../../shared/host/areas/run-ref';

/** Decodes base64 to bytes. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** Decodes base64 to float32 values, little-endian. */
export function floatsOf(base64: string): Float32Array {
  const bytes = bytesOf(base64);
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}

/** Encodes bytes as base64. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The pixels of an image for a canvas: RGBA, 4 bytes per pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

const decoded = new WeakMap<Pictures, Uint8Array>();

/** The image at an index, grey or RGB; undefined if there is none. */
export function pixelsOf(pictures: Pictures, index: number): Pixels | undefined {
  const [height, width, channels] = pictures.size;
  const bytes = decoded.get(pictures) ?? bytesOf(pictures.data);
  decoded.set(pictures, bytes);
  const start = index * height * width * channels;
  if (index < 0 || index >= pictures.count || start + height * width * channels > bytes.length) return undefined;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = start + pixel * channels;
    for (let channel = 0; channel < 3; channel++) data[pixel * 4 + channel] = bytes[from + (channels >= 3 ? channel : 0)] ?? 0;
    data[pixel * 4 + 3] = 255;
  }
  return { width, height, data };
}

/**
 * A channel of values [H, W, C] as pixels: `least` and `greatest` are the ends of the scale, and 0 is always the
 * same grey if it is between them.
 */
export function channelPixels(
  values: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  channel: number,
  { least, greatest }: { readonly least: number; readonly greatest: number },
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  const shade = shadeOf(least, greatest);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [red, green, blue] = shade(values[pixel * channels + channel] ?? 0);
    data.set([red, green, blue, 255], pixel * 4);
  }
  return { width, height, data };
}

/**
 * The colour of a value. Values of both signs have a diverging scale, blue below 0 and orange above, dark at 0 (distinguishable
 * with red-green colour blindness); values of one sign go from black to white.
 */
export function shadeOf(least: number, greatest: number): (value: number) => readonly [number, number, number] {
  if (least >= 0 || greatest <= 0) {
    const span = greatest - least || 1;
    return (value) => {
      const grey = 255 * Math.min(1, Math.max(0, (value - least) / span));
      return [grey, grey, grey];
    };
  }
  const most = Math.max(-least, greatest);
  return (value) => {
    const part = Math.min(1, Math.abs(value) / most);
    return value < 0 ? [40 * part + 20, 120 * part + 20, 235 * part + 20] : [235 * part + 20, 130 * part + 20, 20 * part + 20];
  };
}
