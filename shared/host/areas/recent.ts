import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
import { fileHandle, fileRef } from './file-ref';

const recentFile = fileRef.extend({
  /** When it was last opened or saved, in milliseconds since 1970. */
  at: z.number().min(0),
  /** It is not there any more; on a disk that comes and goes, it may be again. */
  missing: z.boolean(),
});

/** The documents that were opened or saved last, the newest first. */
export const recent = {
  'recent.list': procedure(nothing, z.array(recentFile).max(100)),
  'recent.remove': procedure(z.strictObject({ handle: fileHandle }), nothing),
  'recent.clear': procedure(nothing, nothing),
};

export type RecentRef = Readonly<z.output<typeof recentFile>>;
