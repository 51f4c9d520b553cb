import { z } from 'zod';
import type { Text } from '../words/words';

/** What a procedure takes and gives, as schemas: the one source of its types and of what both sides check. */
export interface Procedure<In, Out> {
  readonly in: z.ZodType<In>;
  readonly out: z.ZodType<Out>;
}

/** Declares a procedure of the API. */
export function procedure<In, Out>(input: z.ZodType<In>, output: z.ZodType<Out>): Procedure<In, Out> {
  return { in: input, out: output };
}

/** A procedure that is told nothing. */
export const nothing = z.strictObject({});

/** A text in every language. */
export const textSchema: z.ZodType<Text> = z.object({ en: z.string().max(10_000), es: z.string().max(10_000) });
