import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
import { fileHandle, fileRef } from './file-ref';

const recentFile = fileRef.extend({
  /** When it was last opened or saved, in milliseconds since 1970. */
  at: z.number().min(0),
  /** True if it does not exist at the moment; on a removable disk it may come back. */
  missing: z.boolean(),
});

/** The recently opened or saved documents, the newest first. */
export const recent = {
  'recent.list': procedure(nothing, z.array(recentFile).max(100)),
  'recent.remove': procedure(z.strictObject({ handle: fileHandle }), nothing),
  'recent.clear': procedure(nothing, nothing),
};

export type RecentRef = Readonly<z.output<typeof recentFile>>;
