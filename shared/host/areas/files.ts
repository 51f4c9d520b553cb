import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
import { FILE_KINDS } from './file-kinds';
import { documentText, fileHandle, fileRef, sha256 } from './file-ref';

/** The maximum size of a file to write, in characters of base64: a picture of 24 MB. */
const MOST_BASE64 = 32 * 2 ** 20;

const data = z.union([
  z.strictObject({ text: documentText }),
  z.strictObject({
    base64: z
      .string()
      .max(MOST_BASE64)
      .regex(/^[A-Za-z0-9+/]*={0,2}$/),
  }),
]);

/** Files that the user chose. */
export const files = {
  /** Shows a dialog to open files; empty if it is cancelled. @throws HostError noDialogs */
  'files.open': procedure(nothing, z.array(fileRef).max(100)),
  'files.read': procedure(z.strictObject({ handle: fileHandle }), z.object({ file: fileRef, text: documentText, sha256 })),
  /**
   * Writes the file atomically. `expected` is the SHA-256 of the file as last read or saved: if another program has changed the file since,
   * it is not overwritten (changedOnDisk), unless `force` is true.
   */
  'files.save': procedure(
    z.strictObject({
      handle: fileHandle,
      text: documentText,
      expected: sha256.exactOptional(),
      force: z.boolean().exactOptional(),
    }),
    z.object({ file: fileRef, sha256 }),
  ),
  /** Shows a dialog to save, and writes the file; null if it is cancelled. @throws HostError noDialogs */
  'files.saveAs': procedure(
    z.strictObject({ suggestedName: z.string().min(1).max(255), kind: z.enum(FILE_KINDS), data }),
    z.object({ file: fileRef, sha256 }).nullable(),
  ),
};
