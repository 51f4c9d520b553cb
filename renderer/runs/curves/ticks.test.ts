import fc from 'fast-check';
import { expect, it } from 'vitest';
import { powersOf, ticksOf } from './ticks';

it('divides an axis at round numbers', () => {
  expect(ticksOf(0, 0.1, 5)).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
  expect(ticksOf(1, 30, 6)).toEqual([5, 10, 15, 20, 25, 30]);
});

it('stays within the axis, evenly and never too often', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 20 }), (min, span, wanted) => {
      const ticks = ticksOf(min, min + span, wanted);
      expect(ticks.length).toBeLessThanOrEqual(wanted + 1);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(min - span * 1e-6);
        expect(tick).toBeLessThanOrEqual(min + span * (1 + 1e-6));
      }
    }),
  );
});

it('divides a logarithmic axis at powers of ten', () => {
  expect(powersOf(0.02, 30)).toEqual([0.1, 1, 10]);
  expect(powersOf(0.02, 0.05)).toEqual([0.02, 0.05]);
});
