import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
import { windowId } from './app';
import { documentText, fileHandle, fileRef } from './file-ref';

/** The id of a document within its window. */
const key = z.string().min(1).max(64);
const place = z.strictObject({ window: windowId, key });
const name = z.string().max(1_024);

const copy = z.object({
  window: windowId,
  key,
  name,
  /** The time of the copy, in milliseconds since 1970. */
  at: z.number().min(0),
  /** The text as last opened or saved; null for a new document. */
  saved: documentText.nullable(),
  /** The unsaved text, which differs from `saved`. */
  text: documentText,
  /** True if the user left the window with this unsaved; false if it ended unexpectedly. */
  left: z.boolean(),
  file: fileRef.nullable(),
});

/** Copies of unsaved documents, separate from their files. */
export const recovery = {
  /** Saves a copy of a document, replacing the previous one. */
  'recovery.keep': procedure(
    place.extend({ name, saved: documentText.nullable(), text: documentText, file: fileHandle.nullable() }),
    nothing,
  ),
  /** Deletes the copy, after the document was saved or closed. */
  'recovery.drop': procedure(place, nothing),
  /** Marks the copies of this window as left by the user. */
  'recovery.leave': procedure(z.strictObject({ window: windowId }), nothing),
  /**
   * The copies of closed windows, and those of this window from before a reload, the newest first, without copies that equal their
   * files.
   */
  'recovery.list': procedure(z.strictObject({ window: windowId }), z.array(copy).max(1_000)),
  /** Deletes a copy from `recovery.list`. */
  'recovery.discard': procedure(place, nothing),
};

export type RecoveryCopy = Readonly<z.output<typeof copy>>;
