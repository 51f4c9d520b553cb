import { z } from 'zod';
import { ENGINES } from '../../training/engines';
import { nothing, procedure, textSchema } from '../rpc/procedure';

/** The parts that can be downloaded in advance: libtensorflow, and the data sets that are not generated. */
export const SETUP_PARTS = ['engine', 'data'] as const;
export const setupPart = z.enum(SETUP_PARTS);
export type SetupPart = z.output<typeof setupPart>;

/** The progress of a download, in bytes if known. */
export const setupProgress = z.object({
  step: textSchema,
  done: z.number().min(0).exactOptional(),
  total: z.number().min(0).exactOptional(),
});
export type SetupProgress = Readonly<z.output<typeof setupProgress>>;

/** The last search for a data set. */
export const searchRecord = z.object({
  at: z.iso.datetime(),
  /** One line for each failed way, in the order tried. */
  tried: z.array(textSchema).max(50),
  /** The successful way. */
  got: textSchema.exactOptional(),
});
export type SearchRecord = Readonly<z.output<typeof searchRecord>>;

/** The order in which a data set is searched, and the result of the last search. */
export const dataSearch = z.object({ name: z.string().max(200), how: textSchema, last: searchRecord.exactOptional() });

const status = z.object({
  engines: z
    .array(
      z.object({
        name: z.enum(ENGINES),
        ready: z.boolean(),
        /** The installed part, with its size; the missing part; and the download, with its size. */
        there: z.array(textSchema).max(20),
        missing: z.array(textSchema).max(20),
        how: textSchema.optional(),
      }),
    )
    .max(10),
  /** The folders with the data set, and the size of its files there, in bytes. */
  data: z.array(z.object({ name: z.string().max(200), where: z.string().max(4_096), bytes: z.number().min(0) })).max(20),
  searches: z.array(dataSearch).max(20),
  /** The current download. */
  doing: z.object({ part: setupPart, progress: setupProgress }).nullable(),
});
export type SetupStatus = Readonly<z.output<typeof status>>;

/** The names of the four files, compressed or not. */
const fileName = z.string().regex(/^(train|t10k)-(images|labels)[-.]idx[13]-ubyte(\.gz)?$/);

/** The maximum size of one piece, in characters of base64: 6 MB. */
const MOST_BASE64 = 8 * 2 ** 20;

/** The available engines and data, and downloads of missing ones. */
export const setup = {
  /** True until the page of the first launch has been closed. */
  'setup.first': procedure(nothing, z.object({ first: z.boolean() })),
  /** Checks the engines and data, which takes a second or two. */
  'setup.status': procedure(nothing, status),
  /** Starts a download; the events `setup.progress` and `setup.ended` report on it. @throws HostError setupBusy */
  'setup.obtain': procedure(z.strictObject({ part: setupPart }), nothing),
  /** Cancels the current download, and removes its incomplete files. */
  'setup.stop': procedure(nothing, nothing),
  /** Sends a piece of one of the data set's files from the user's disk; pieces come in order. @throws HostError dataTooLarge */
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
  /** Verifies the sent files, and installs them; `setup.ended` reports the result. */
  'setup.useGiven': procedure(nothing, nothing),
  /** Records that the page of the first launch was closed, so that it is not shown again. */
  'setup.dismiss': procedure(nothing, nothing),
};
