import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
import { windowId } from './app';
import { documentText, fileHandle, fileRef } from './file-ref';

/** Names a document within its window. */
const key = z.string().min(1).max(64);
const place = z.strictObject({ window: windowId, key });
const name = z.string().max(1_024);

const copy = z.object({
  window: windowId,
  key,
  name,
  /** When it was kept last, in milliseconds since 1970. */
  at: z.number().min(0),
  /** The text that was last opened or saved; null for a document that never was. */
  saved: documentText.nullable(),
  /** The text as it was on screen: never the same as `saved`. */
  text: documentText,
  /** The window was left knowingly, with this unsaved; otherwise it ended without a word. */
  left: z.boolean(),
  file: fileRef.nullable(),
});

/** Copies of unsaved work, kept apart from the files that it is of. */
export const recovery = {
  /** Keeps a document as it stands now, in place of what was kept of it before. */
  'recovery.keep': procedure(
    place.extend({ name, saved: documentText.nullable(), text: documentText, file: fileHandle.nullable() }),
    nothing,
  ),
  /** The document is saved or closed: nothing of it could be lost. */
  'recovery.drop': procedure(place, nothing),
  /** The page is being left knowingly: what it kept is marked so. */
  'recovery.leave': procedure(z.strictObject({ window: windowId }), nothing),
  /**
   * The unsaved work of windows that are not there any more, and what this window kept before it was loaded anew; the newest
   * first. A copy that says the same as its file did is not among them.
   */
  'recovery.list': procedure(z.strictObject({ window: windowId }), z.array(copy).max(1_000)),
  /** Forgets a copy that `recovery.list` gave. */
  'recovery.discard': procedure(place, nothing),
};

export type RecoveryCopy = Readonly<z.output<typeof copy>>;
