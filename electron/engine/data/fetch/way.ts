import type { LocalizedText } from '../../../../shared/i18n/i18n';
import type { Surroundings } from '../../system/surroundings';
import type { Patience, Progress } from '../support/progress';
import type { RemoteDataset, SourceFile } from './remote-dataset';

export interface WayOptions {
  readonly where: Surroundings;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For tests: in place of the data set's. */
  readonly addresses?: readonly string[];
  readonly patience?: Partial<Patience>;
}

/** Receives a file: as it was transferred, packed or not, and its verified content. */
export type Take = (file: SourceFile, packed: Uint8Array, content: Uint8Array) => Promise<void>;

/** A method of fetching the files of a data set. */
export interface Way {
  /** The method in a few words, which stand behind the folder in parentheses. */
  readonly got: (source: RemoteDataset) => LocalizedText;
  /**
   * Fetches files and gives each of them to `take`.
   * @returns the reason why some are missing, in one line; `undefined` where none is, or where the method does not apply
   * @throws DataError stopped
   */
  readonly fetch: (
    source: RemoteDataset,
    missing: readonly SourceFile[],
    take: Take,
    options: WayOptions,
  ) => Promise<LocalizedText | undefined>;
}
