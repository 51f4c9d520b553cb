import { inject, type TestContext, type TestOptions } from 'vitest';

/** Parts of a machine that some tests need and that a bare one may lack. */
export const NEEDS = [
  'native',
  'fashionMnist',
  'apt',
  'python',
  'numpy',
  'torch',
  'keras',
  'node24',
  'ramDisk',
  'linux',
  'unix',
  'ps',
  'pidNamespace',
] as const;
export type Need = (typeof NEEDS)[number];

/** The reason why each part is missing on this machine; parts that are there are left out. */
export type Missing = Readonly<Partial<Record<Need, string>>>;

declare module 'vitest' {
  interface ProvidedContext {
    missing: Missing;
    /** True if tests that take long run as well: not in `npm test`. */
    thorough: boolean;
  }
}

declare module '@vitest/runner' {
  interface TaskMeta {
    /** The reason why the machine cannot run the test. The reporter prints one line for each reason. */
    missing?: string;
  }
}

/** The reason why one of these parts is missing; `undefined` where all are there. */
export function missing(...needs: readonly Need[]): string | undefined {
  const reasons = inject('missing');
  return needs.map((need) => reasons[need]).find((reason) => reason !== undefined);
}

/**
 * Options of a test or a suite that runs only where the machine has all of these parts.
 *
 * @example describe('the native plan', needs('native'), () => { … })
 */
export function needs(...names: readonly Need[]): TestOptions {
  const reason = missing(...names);
  return reason === undefined ? {} : skipped(reason);
}

/** Options of a test or a suite that is skipped, with the reason. */
export const skipped = (reason: string): TestOptions => ({ skip: true, meta: { missing: reason } });

/** Ends the running test as skipped where the machine lacks one of these parts. */
export function skipWithout({ skip }: Pick<TestContext, 'skip'>, ...names: readonly Need[]): void {
  const reason = missing(...names);
  if (reason !== undefined) skip(reason);
}

/** The number of cases that a property test tries: all of them in a thorough run, a fifth in `npm test`. */
export const cases = (all: number): number => (inject('thorough') ? all : Math.ceil(all / 5));
