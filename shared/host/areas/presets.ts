import { z } from 'zod';
import { nothing, procedure, textSchema } from '../rpc/procedure';
import { documentText } from './file-ref';

const id = z.string().min(1).max(200);
const name = z.string().max(200);

const preset = z.union([
  z.object({ id, name, own: z.boolean(), text: documentText }),
  /** The reason why a file among the user's presets is not a document. */
  z.object({ id, name, own: z.literal(true), issue: textSchema }),
]);

/** Documents to start from: those that come with Patchbay, then the user's own. */
export const presets = {
  'presets.list': procedure(nothing, z.array(preset).max(2_000)),
  /** Saves a document as one of the user's presets, under a new id, or replacing one. */
  'presets.save': procedure(
    z.strictObject({ name: name.min(1), text: documentText, replace: id.exactOptional() }),
    z.object({ id }),
  ),
  /** Removes one of the user's presets, and returns its text, so that it can be restored; null if it was not readable. */
  'presets.remove': procedure(z.strictObject({ id }), z.object({ text: documentText.nullable() })),
};

export type Preset = Readonly<z.output<typeof preset>>;
