import { hasCode } from '../../../../files/system-error';
import { outputOf, type RunOptions } from '../../../system/run';
import { readerOfStream } from '../../support/bytes';
import { DataError } from '../../support/error';
import { readTar, type Wanted } from './tar';

/** The most bytes of a package's unpacked content that are read. */
const MOST_UNPACKED = 2 ** 28;

/**
 * Reads files of a Debian package, by their paths in it. `dpkg-deb`, which every system with apt has, decompresses it; its output is
 * read as a stream, and nothing is written.
 * @param name the package's, for messages
 * @throws DataError packageDamaged, packageTooLarge, aptFailed; the signal's reason where it is aborted
 */
export async function packageFiles(
  deb: string,
  name: string,
  wanted: ReadonlyMap<string, Wanted>,
  options: Pick<RunOptions, 'env' | 'signal'>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    return await outputOf('dpkg-deb', ['--fsys-tarfile', deb], options, (output) =>
      readTar(readerOfStream(output), wanted, { archive: name, most: MOST_UNPACKED }),
    );
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new DataError('aptFailed', { how: 'ENOENT: dpkg-deb' }, { cause: error });
    throw error;
  }
}
