import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blank, fitted, type Size, stroked } from './pixels';

const SIZE: Size = [28, 28, 1];

it('a stroke is brightest along its line, soft at its edge, and nowhere else', () => {
  const drawn = stroked(blank(SIZE), SIZE, [4, 14], [24, 14], 1, 255);
  expect(drawn[14 * 28 + 10]).toBe(255);
  expect(drawn[15 * 28 + 10]).toBeLessThan(255);
  expect(drawn[2 * 28 + 10]).toBe(0);
});

it('erasing removes the drawing', () => {
  const drawn = stroked(blank(SIZE), SIZE, [10, 10], [10, 10], 2, 255);
  expect([...stroked(drawn, SIZE, [10, 10], [10, 10], 5, 0)].every((value) => value === 0)).toBe(true);
});

it('drawing never darkens a pixel', () => {
  const place = fc.tuple(fc.double({ min: -5, max: 33, noNaN: true }), fc.double({ min: -5, max: 33, noNaN: true }));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 784, maxLength: 784 }), place, place, (image, from, to) => {
      const drawn = stroked(image, SIZE, from, to, 1.2, 255);
      expect(image.every((value, index) => (drawn[index] ?? -1) >= value)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

const picture = (width: number, height: number, colour: (x: number, y: number) => number) => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set([colour(x, y), colour(x, y), colour(x, y), 255], (y * width + x) * 4);
  return { width, height, data };
};

it('an image of the right size is unchanged', () => {
  const image = picture(28, 28, (x, y) => (x > 5 && x < 20 && y > 5 && y < 20 ? 10 * x : 0));
  const { image: found, inverted } = fitted(image, SIZE);
  expect(inverted).toBe(false);
  expect([...found]).toEqual(Array.from({ length: 784 }, (_, index) => image.data[index * 4]));
});

it('dark on light is inverted, and a wide image is centered whole', () => {
  const { image, inverted } = fitted(
    picture(280, 140, () => 255),
    SIZE,
  );
  expect(inverted).toBe(true);
  expect(Math.max(...image)).toBe(0);
  const light = fitted(
    picture(280, 140, (x, y) => (x > 0 && y > 0 && x < 279 && y < 139 ? 255 : 0)),
    SIZE,
  );
  expect([light.image[14 * 28 + 14], light.image[2 * 28 + 14], light.image[25 * 28 + 14]]).toEqual([255, 0, 0]);
});

it('an image of one pixel, and a line of pixels, are fitted too', () => {
  expect(
    fitted(
      picture(1, 1, () => 9),
      SIZE,
    ).image,
  ).toHaveLength(784);
  expect(
    fitted(
      picture(5_000, 1, () => 9),
      SIZE,
    ).image,
  ).toHaveLength(784);
});
