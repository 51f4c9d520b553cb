import { z } from 'zod';
import type { LocalizedText } from '../../i18n/i18n';

/** The schemas of a procedure's input and output, from which its types are derived and by which both sides check it. */
export interface Procedure<In, Out> {
  readonly in: z.ZodType<In>;
  readonly out: z.ZodType<Out>;
}

/** Declares a procedure of the API. */
export function procedure<In, Out>(input: z.ZodType<In>, output: z.ZodType<Out>): Procedure<In, Out> {
  return { in: input, out: output };
}

/** The input of a procedure without parameters. */
export const nothing = z.strictObject({});

/** The maximum length of a text, in characters. */
const MOST_OF_TEXT = 10_000;

/** A text in every language. */
export const textSchema: z.ZodType<LocalizedText> = z.object({
  en: z.string().max(MOST_OF_TEXT),
  es: z.string().max(MOST_OF_TEXT),
});

/** A text cut to fit the schema: the other end ignores invalid messages, and would wait for the answer for ever. */
export function shortened({ en, es }: LocalizedText): LocalizedText {
  const short = (text: string) => (text.length <= MOST_OF_TEXT ? text : `${text.slice(0, MOST_OF_TEXT - 1)}…`);
  return { en: short(en), es: short(es) };
}
