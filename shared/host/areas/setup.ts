import { z } from 'zod';
import { nothing, procedure, textSchema } from '../rpc/procedure';

/** What can be got ready before it is needed: libtensorflow, and Fashion-MNIST. */
export const SETUP_PARTS = ['engine', 'data'] as const;
export const setupPart = z.enum(SETUP_PARTS);
export type SetupPart = z.output<typeof setupPart>;

/** How far getting something is, in bytes where they are known. */
export const setupProgress = z.object({
  step: textSchema,
  done: z.number().min(0).exactOptional(),
  total: z.number().min(0).exactOptional(),
});
export type SetupProgress = Readonly<z.output<typeof setupProgress>>;

/** The last search for a data set. */
export const searchRecord = z.object({
  at: z.iso.datetime(),
  /** One line for each way that failed, in the order in which they were tried. */
  tried: z.array(textSchema).max(50),
  /** The way that succeeded. */
  got: textSchema.exactOptional(),
});
export type SearchRecord = Readonly<z.output<typeof searchRecord>>;

/** The order in which a data set is looked for, and how the last search went. */
export const dataSearch = z.object({ name: z.string().max(200), how: textSchema, last: searchRecord.exactOptional() });

const status = z.object({
  engines: z
    .array(
      z.object({
        name: z.enum(['native', 'wasm']),
        ready: z.boolean(),
        /** What is there of it, with its size; what is missing; what would set it up, with the size of that. */
        there: z.array(textSchema).max(20),
        missing: z.array(textSchema).max(20),
        how: textSchema.optional(),
      }),
    )
    .max(10),
  /** The folders that hold the data set, with the bytes that its files have there. */
  data: z.array(z.object({ name: z.string().max(200), where: z.string().max(4_096), bytes: z.number().min(0) })).max(20),
  searches: z.array(dataSearch).max(20),
  /** What is being got just now. */
  doing: z.object({ part: setupPart, progress: setupProgress }).nullable(),
});
export type SetupStatus = Readonly<z.output<typeof status>>;

/** The names that the four files go by, packed or not. */
const fileName = z.string().regex(/^(train|t10k)-(images|labels)[-.]idx[13]-ubyte(\.gz)?$/);

/** The most that is given at once, in characters of base64: 6 MB. */
const MOST_BASE64 = 8 * 2 ** 20;

/** Which engines and which data there are, and how to get what is missing. */
export const setup = {
  /** Whether nobody has closed the page of the first launch yet. */
  'setup.first': procedure(nothing, z.object({ first: z.boolean() })),
  /** Looks around, which takes a second or two. */
  'setup.status': procedure(nothing, status),
  /** Begins to get something; the events `setup.progress` and `setup.ended` tell how it goes. @throws HostError setupBusy */
  'setup.obtain': procedure(z.strictObject({ part: setupPart }), nothing),
  /** Ends what is being got. What was half-done leaves nothing behind. */
  'setup.stop': procedure(nothing, nothing),
  /** Gives a piece of one of the data set's files, which a person has: the pieces come in order. @throws HostError dataTooLarge */
  'setup.give': procedure(
    z.strictObject({
      name: fileName,
      at: z.int().min(0),
      base64: z
        .string()
        .max(MOST_BASE64)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/),
    }),
    nothing,
  ),
  /** Checks the files that were given, and keeps them where training looks for them; `setup.ended` says how that went. */
  'setup.useGiven': procedure(nothing, nothing),
  /** The page of the first launch was closed: it does not come by itself any more. */
  'setup.dismiss': procedure(nothing, nothing),
};
