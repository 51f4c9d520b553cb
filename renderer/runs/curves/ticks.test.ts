import { expect, it } from 'vitest';
import { powersOf, wholeTicks } from './ticks';

it('an axis of epochs is divided at whole numbers', () => {
  expect(wholeTicks(30, 6)).toEqual([5, 10, 15, 20, 25, 30]);
  expect(wholeTicks(2, 6)).toEqual([1, 2]);
  expect(wholeTicks(1, 6)).toEqual([1]);
});

it('a logarithmic axis is divided at powers of ten, or at its ends', () => {
  expect(powersOf(0.02, 30)).toEqual([0.1, 1, 10]);
  expect(powersOf(0.02, 0.05)).toEqual([0.02, 0.05]);
});
