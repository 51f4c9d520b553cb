import { createHash } from 'node:crypto';
import type { LocalizedText } from '../../../../shared/i18n/i18n';
import { nameOf, reading, type Source } from '../support/bytes';
import { DataError } from '../support/error';
import type { SourceFile } from './remote-dataset';

/** Advice about a wrong file of the user's own, and about one that was fetched. */
export const REPLACE: LocalizedText = { en: 'Delete it, or choose another folder.', es: 'Bórrelo, o elija otra carpeta.' };
export const LATER: LocalizedText = {
  en: 'Try again later, or from another network.',
  es: 'Pruebe más tarde, o desde otra red.',
};

/**
 * A file's content, unpacked, if it is what it should be. No more memory is reserved than the file should have.
 * @throws DataError length, longer, checksum, or what can be wrong with a file
 */
export async function verified(
  source: Source,
  { bytes: expected, sha256 }: SourceFile,
  advice: LocalizedText,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const told = { file: nameOf(source), advice };
  const content = await reading(
    source,
    async (reader) => {
      const bytes = new Uint8Array(expected);
      const found = await reader.fill(bytes);
      if (found < expected) throw new DataError('length', { ...told, found, expected });
      if ((await reader.skip(1)) > 0) throw new DataError('longer', { ...told, expected });
      return bytes;
    },
    signal,
  );
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) throw new DataError('checksum', { ...told, found, expected: sha256 });
  return content;
}
