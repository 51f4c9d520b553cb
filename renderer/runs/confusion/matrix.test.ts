import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accuracyOf, figuresOf, sharesOf } from './matrix';

const COUNTS = [
  [8, 2, 0],
  [1, 9, 0],
  [0, 0, 0],
];

it('precision, recall and F1 of each class', () => {
  const [first, second, third] = figuresOf(COUNTS);
  expect(first).toEqual({ images: 10, predicted: 9, precision: 8 / 9, recall: 0.8, f1: (2 * (8 / 9) * 0.8) / (8 / 9 + 0.8) });
  expect(second?.recall).toBe(0.9);
  expect(third).toEqual({ images: 0, predicted: 0, precision: undefined, recall: undefined, f1: undefined });
  expect(accuracyOf(COUNTS)).toBe(0.85);
});

it('percent is by true class', () => {
  expect(sharesOf(COUNTS)).toEqual([
    [0.8, 0.2, 0],
    [0.1, 0.9, 0],
    [undefined, undefined, undefined],
  ]);
});

it('accuracy is the mean of the recalls, weighted by class size', () => {
  const square = fc.integer({ min: 1, max: 6 }).chain((n) => {
    const row = fc.array(fc.nat(500), { minLength: n, maxLength: n });
    return fc.array(row, { minLength: n, maxLength: n });
  });
  fc.assert(
    fc.property(square, (counts) => {
      const figures = figuresOf(counts);
      const all = figures.reduce((total, { images }) => total + images, 0);
      const weighted = figures.reduce((total, { images, recall = 0 }) => total + images * recall, 0);
      if (all === 0) expect(accuracyOf(counts)).toBeUndefined();
      else expect(accuracyOf(counts)).toBeCloseTo(weighted / all, 9);
    }),
  );
});
