import { describe, expect, it } from 'vitest';
import { type ImageSet, imageAt, pick, scale, slice, unscale } from './images';

const set: ImageSet = {
  images: Uint8Array.from({ length: 5 * 6 }, (_, index) => index),
  labels: Uint8Array.of(0, 1, 2, 1, 0),
  count: 5,
  size: [2, 3, 1],
  classes: ['a', 'b', 'c'],
};

describe('image sets', () => {
  it('gives an image and a range without copying', () => {
    expect([...imageAt(set, 2)]).toEqual([12, 13, 14, 15, 16, 17]);
    const part = slice(set, 1, 3);
    expect(part).toMatchObject({ count: 2, size: [2, 3, 1], labels: Uint8Array.of(1, 2) });
    expect(part.images.buffer).toBe(set.images.buffer);
    expect([...imageAt(part, 0)]).toEqual([6, 7, 8, 9, 10, 11]);
    expect(slice(set, 3, 99).count).toBe(2);
    expect(slice(set, 9).count).toBe(0);
    expect(slice(set, -4, 2).count).toBe(2);
  });

  it('refuses images that there are not', () => {
    for (const index of [-1, 5, 1.5]) expect(() => imageAt(set, index)).toThrow(RangeError);
    expect(() => pick(set, Uint32Array.of(5))).toThrow(RangeError);
  });

  it('picks images in any order', () => {
    const picked = pick(set, Uint32Array.of(4, 0, 4));
    expect(picked).toMatchObject({ count: 3, labels: Uint8Array.of(0, 0, 0) });
    expect([...imageAt(picked, 1)]).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('pixel scales', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);

  it('scales as written', () => {
    const signed = scale(bytes, [-1, 1]);
    const unsigned = scale(bytes, [0, 1]);
    for (let value = 0; value < 256; value++) {
      expect(signed[value]).toBe(Math.fround(value / 127.5 - 1));
      expect(unsigned[value]).toBe(Math.fround(value / 255));
    }
    const target = new Float32Array(256);
    expect(scale(bytes, [0, 1], target)).toBe(target);
  });

  it('comes back to the same bytes, and cuts what lies outside', () => {
    for (const range of [
      [-1, 1],
      [0, 1],
    ] as const)
      expect(unscale(scale(bytes, range), range)).toEqual(bytes);
    expect([...unscale([-7, 7, Number.NaN, Number.POSITIVE_INFINITY], [-1, 1])]).toEqual([0, 255, 0, 255]);
  });
});
