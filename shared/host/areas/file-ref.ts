import { z } from 'zod';
import { LIMITS } from '../../graph/document';

/** The id of a file that the host knows: random, valid while the host's process runs. */
export const fileHandle = z.string().min(1).max(64);

/**
 * A file of the host as the page sees it. Paths stay with the host: a page can only refer to files that the user chose, in a dialog, by
 * a drop, on the command line or from the recent ones.
 */
export const fileRef = z.object({
  handle: fileHandle,
  /** The file's own name: net.patchbay.json. */
  name: z.string().max(1_024),
  /** The name of its folder, to distinguish files of the same name. */
  folder: z.string().max(1_024),
});
export type FileRef = Readonly<z.output<typeof fileRef>>;

/** The text of a document. */
export const documentText = z.string().max(LIMITS.bytes);

/** The SHA-256 of a file's bytes, in hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
