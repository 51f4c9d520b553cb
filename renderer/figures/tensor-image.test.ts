import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64Of, bytesOf, channelPixels, floatsOf, pixelsOf, shadeOf } from './tensor-image';

it('bytes survive base64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect([...bytesOf(base64Of(bytes))]).toEqual([...bytes]);
    }),
  );
});

it('floats survive base64', () => {
  const floats = Float32Array.of(0, -1.5, 3.25, Number.MAX_VALUE);
  expect([...floatsOf(base64Of(new Uint8Array(floats.buffer)))]).toEqual([...floats]);
});

it('a grey image has its byte in every channel, at the index of the image', () => {
  const pictures = { count: 2, size: [1, 2, 1] as [number, number, number], data: base64Of(Uint8Array.of(1, 2, 3, 4)) };
  expect([...(pixelsOf(pictures, 1)?.data ?? [])]).toEqual([3, 3, 3, 255, 4, 4, 4, 255]);
  expect(pixelsOf(pictures, 2)).toBeUndefined();
});

it('a colour image keeps its colours', () => {
  const pictures = { count: 1, size: [1, 1, 3] as [number, number, number], data: base64Of(Uint8Array.of(9, 8, 7)) };
  expect([...(pixelsOf(pictures, 0)?.data ?? [])]).toEqual([9, 8, 7, 255]);
});

it('a channel of values [H, W, C] without negative values is drawn from black to white', () => {
  const { data } = channelPixels(Float32Array.of(0, 9, 2, 9, 4, 9), [1, 3, 2], 0, { least: 0, greatest: 4 });
  expect([data[0], data[4], data[8]]).toEqual([0, 128, 255]);
});

it('values on both sides of 0 have different colours', () => {
  const shade = shadeOf(-1, 2);
  expect(shade(-1)).not.toEqual(shade(1));
  expect(shade(0)).toEqual([20, 20, 20]);
});
