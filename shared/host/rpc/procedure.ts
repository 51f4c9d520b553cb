import { z } from 'zod';
import type { LocalizedText } from '../../i18n/i18n';

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

/** The greatest length of a text, in characters. */
const MOST_OF_TEXT = 10_000;

/** A text in every language. */
export const textSchema: z.ZodType<LocalizedText> = z.object({
  en: z.string().max(MOST_OF_TEXT),
  es: z.string().max(MOST_OF_TEXT),
});

/** A text that the schema takes: the other end passes over what it does not take, and would wait for an answer for ever. */
export function shortened({ en, es }: LocalizedText): LocalizedText {
  const short = (text: string) => (text.length <= MOST_OF_TEXT ? text : `${text.slice(0, MOST_OF_TEXT - 1)}…`);
  return { en: short(en), es: short(es) };
}
