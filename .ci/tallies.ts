import { z } from 'zod';

const counts = { passed: z.int(), failed: z.int(), skipped: z.int(), left: z.int() };
const part = z.object({ ...counts, name: z.string(), seconds: z.number() });

/** The counts of a test run and of its parts, as the reporter writes them. */
export const tallySchema = z.object({ ...counts, parts: z.array(part) });
export type Tally = z.output<typeof tallySchema>;

/** Tests by their results; `left` counts those that `npm test` leaves to `npm run test:all`. */
export type Counts = Omit<Tally, 'parts'>;

/** The tag of a test that takes long: `npm test` leaves it to `npm run test:all`. */
export const THOROUGH = 'thorough';

/** @example tallyLine({ passed: 3, failed: 0, skipped: 1, left: 0 }) // '3 passed, 0 failed, 1 skipped' */
export function tallyLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

export function sum(all: readonly Counts[]): Counts {
  const total = (key: keyof Counts) => all.reduce((before, one) => before + one[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped'), left: total('left') };
}
