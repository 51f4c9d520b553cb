import { expect, it } from 'vitest';
import { powersOf, spanningTicks, wholeTicks } from './ticks';

it('an axis of epochs is divided at whole numbers', () => {
  expect(wholeTicks(1, 30, 6)).toEqual([5, 10, 15, 20, 25, 30]);
  expect(wholeTicks(1, 2, 6)).toEqual([1, 2]);
  expect(wholeTicks(1, 1, 6)).toEqual([1]);
});

it('ticks span all values, also one alone or none', () => {
  expect(spanningTicks([0.031, 0.052, 0.078], 5)).toEqual([0.03, 0.04, 0.05, 0.06, 0.07, 0.08]);
  expect(spanningTicks([-30, 41], 5)).toEqual([-40, -20, 0, 20, 40, 60]);
  for (const values of [[0.5], [0], [-7]]) {
    const ticks = spanningTicks(values, 5);
    expect(ticks.length).toBeGreaterThan(2);
    expect([Math.min(...ticks) <= Math.min(...values), Math.max(...ticks) > Math.max(...values)]).toEqual([true, true]);
  }
  expect(spanningTicks([], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});

it('a logarithmic axis is divided at powers of ten, or at its ends', () => {
  expect(powersOf(0.02, 30)).toEqual([0.1, 1, 10]);
  expect(powersOf(0.02, 0.05)).toEqual([0.02, 0.05]);
});
