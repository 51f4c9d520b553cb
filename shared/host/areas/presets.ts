import { z } from 'zod';
import { nothing, procedure, textSchema } from '../rpc/procedure';
import { documentText } from './file-ref';

const id = z.string().min(1).max(200);
const name = z.string().max(200);

const preset = z.union([
  z.object({ id, name, own: z.boolean(), text: documentText }),
  /** A file among the user's presets that is no document, and why. */
  z.object({ id, name, own: z.literal(true), issue: textSchema }),
]);

/** Documents to begin with: those that come with Patchbay, then the user's own. */
export const presets = {
  'presets.list': procedure(nothing, z.array(preset).max(2_000)),
  /** Keeps a document among the user's own, under a new id, or in place of one of them. */
  'presets.save': procedure(
    z.strictObject({ name: name.min(1), text: documentText, replace: id.exactOptional() }),
    z.object({ id }),
  ),
  /** Removes one of the user's own. Its text is given, so that it can be kept again; null where it had none that can be read. */
  'presets.remove': procedure(z.strictObject({ id }), z.object({ text: documentText.nullable() })),
};

export type Preset = Readonly<z.output<typeof preset>>;
