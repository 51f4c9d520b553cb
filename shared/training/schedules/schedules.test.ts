import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseTraining } from '../config';
import { learningRateOf, SCHEDULES } from './index';

const cases = z
  .array(
    z.object({
      schedule: z.looseObject({ kind: z.string() }),
      learningRate: z.number(),
      epochs: z.int(),
      stepsPerEpoch: z.int(),
      rates: z.array(z.number()),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./golden/torch-schedules.json', import.meta.url), 'utf8')));

describe("PyTorch's learning rates", () => {
  test('exist for every schedule, and for a warm-up', () => {
    const kinds = new Set(cases.map(({ schedule }) => schedule.kind));
    expect(SCHEDULES.map(({ name }) => name).filter((name) => !kinds.has(name))).toEqual([]);
    expect(cases.some(({ schedule }) => Number(schedule['warmUp']) > 0)).toBe(true);
  });

  test.each(cases.map((one, index) => ({ one, title: `${index} ${JSON.stringify(one.schedule)}` })))('$title', ({ one }) => {
    const { training, issues } = parseTraining({ schedule: one.schedule });
    expect(issues).toEqual([]);
    for (const [index, rate] of one.rates.entries()) {
      const found = learningRateOf(training.schedule, one.learningRate, { ...one, step: index + 1 });
      expect(Math.abs(found - rate), `epoch ${index}: ${found} in place of ${rate}`).toBeLessThanOrEqual(
        1e-6 * Math.max(...one.rates),
      );
    }
  });

  test('change once per epoch, and rise at every step of a warm-up and of a cycle', () => {
    const rates = (schedule: object) => {
      const { training } = parseTraining({ schedule });
      return Array.from({ length: 12 }, (_, index) =>
        learningRateOf(training.schedule, 1, { step: index + 1, stepsPerEpoch: 4, epochs: 3 }),
      );
    };
    expect(rates({ kind: 'exponential', gamma: 0.5 })).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25]);
    expect(rates({ kind: 'constant', warmUp: 1, warmUpStart: 0 })).toEqual([0, 0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(new Set(rates({ kind: 'oneCycle' })).size).toBe(12);
  });
});
