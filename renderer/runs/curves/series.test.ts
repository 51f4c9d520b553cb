import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RunMetrics, withMetrics } from './metrics';
import { curvesOf, smoothed, valueAt } from './series';

const NONE: RunMetrics = { losses: [], accuracies: [], epochs: [], next: 0 };
const epoch = (n: number, valLoss: number) => ({
  type: 'epoch' as const,
  step: n * 2,
  epoch: n,
  trainLoss: valLoss + 1,
  valLoss,
  learningRate: 0.001,
});
const batch = (step: number, loss: number) => ({ type: 'batch' as const, step, epoch: Math.ceil(step / 2), loss });
const two = withMetrics(NONE, [batch(1, 5), batch(2, 4), epoch(1, 3), batch(3, 2), batch(4, 1), epoch(2, 0.5)], 100);

describe('the metrics of a run', () => {
  it('do not depend on the sizes of the batches in which they arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 40 }), fc.nat(40), (losses, cut) => {
        const all = losses.map((loss, index) => batch(index + 1, loss));
        const parts = withMetrics(withMetrics(NONE, all.slice(0, cut), 1), all.slice(cut), 2);
        expect(parts).toEqual(withMetrics(NONE, all, 2));
      }),
    );
  });

  it('have null for missing steps', () => {
    expect(withMetrics(NONE, [batch(3, 1)], 9).losses).toEqual([null, null, 1]);
  });

  it('replace an epoch that was trained again', () => {
    expect(withMetrics(two, [epoch(2, 0.25)], 120).epochs.map(({ valLoss }) => valLoss)).toEqual([3, 0.25]);
  });
});

describe('curves', () => {
  it('by epoch have training and validation at the same x values', () => {
    const { places, curves } = curvesOf([['a', two]], { quantity: 'loss', per: 'epoch', smoothing: 0 });
    expect(places).toEqual([1, 2]);
    expect(curves).toEqual([
      { run: 'a', part: 'train', values: [4, 1.5] },
      { run: 'a', part: 'validation', values: [3, 0.5] },
    ]);
  });

  it('by step have validation at the end of its epoch', () => {
    const { curves } = curvesOf([['a', two]], { quantity: 'loss', per: 'batch', smoothing: 0 });
    expect(curves.map(({ values }) => values)).toEqual([
      [5, 4, 2, 1],
      [null, 3, null, 0.5],
    ]);
  });

  it('omit quantities that a run does not measure', () => {
    expect(curvesOf([['a', two]], { quantity: 'accuracy', per: 'epoch', smoothing: 0 }).curves).toEqual([]);
  });

  it('have the x values of the longest run', () => {
    const runs = [['a', two] as const, ['b', withMetrics(NONE, [epoch(1, 7)], 50)] as const];
    const { places, curves } = curvesOf(runs, { quantity: 'loss', per: 'epoch', smoothing: 0 });
    expect(places).toHaveLength(2);
    expect(curves.find(({ run, part }) => run === 'b' && part === 'validation')?.values).toEqual([7, null]);
  });
});

describe('smoothing', () => {
  const numbers = fc.array(fc.option(fc.float({ min: -1e6, max: 1e6, noNaN: true })), { maxLength: 60 });

  it('stays between the minimum and the maximum, and keeps gaps', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 0.99, noNaN: true }), (values, by) => {
        const found = smoothed(values, by);
        expect(found.map((value) => value === null)).toEqual(values.map((value) => value === null));
        const known = values.filter((value) => value !== null);
        for (const value of found) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(Math.min(...known) - 1e-3);
          expect(value).toBeLessThanOrEqual(Math.max(...known) + 1e-3);
        }
      }),
    );
  });

  it('leaves a constant unchanged from the first value on', () => {
    for (const value of smoothed([2, 2, 2, 2], 0.9)) expect(value).toBeCloseTo(2, 12);
  });
});

it('the value under the pointer is the last one at or before it', () => {
  const curve = { run: 'a', part: 'validation' as const, values: [null, 3, null, 0.5] };
  expect([0, 1, 2, 3].map((index) => valueAt(curve, index))).toEqual([null, 3, 3, 0.5]);
});
