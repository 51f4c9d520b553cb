import { z } from 'zod';
import { formatPath } from '../../i18n/issues';
import { textSchema } from './procedure';

/** A page's request. `id` counts the requests of a connection. */
export const requestSchema = z.strictObject({ id: z.int().min(0), call: z.string().max(64), input: z.unknown() });
export type Request = z.output<typeof requestSchema>;

const error = z.object({ code: z.string().max(64), text: textSchema });

/** A message of the host: the reply to a request, or an event. */
export const replySchema = z.union([
  z.object({ id: z.int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), error }),
  z.object({ event: z.string().max(64), payload: z.unknown() }),
]);
export type Reply = z.output<typeof replySchema>;

/** The path of the first mistake in a message: pixels[3], or `input` for the whole. */
export function whereOf({ issues: [first] }: z.ZodError): string {
  return formatPath(first?.path ?? []).slice(0, 200) || 'input';
}
