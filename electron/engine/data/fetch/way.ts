import type { LocalizedText } from '../../../../shared/i18n/i18n';
import type { Surroundings } from '../../system/surroundings';
import type { Patience, Progress } from '../support/progress';
import type { RemoteDataset, SourceFile } from './remote-dataset';

export interface WayOptions {
  readonly where: Surroundings;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** In place of the source's, for tests. */
  readonly addresses?: readonly string[];
  readonly patience?: Partial<Patience>;
}

/** Receives a file: as it came, packed or not, and its verified content. */
export type Take = (file: SourceFile, packed: Uint8Array, content: Uint8Array) => Promise<void>;

/** A way in which the files of a data set are fetched. */
export interface Way {
  /** The way on which the files came, in a few words that stand behind their folder in parentheses. */
  readonly got: (source: RemoteDataset) => LocalizedText;
  /**
   * Fetches files and hands each of them to `take`.
   * @returns one line on why some are missing; `undefined` where none is, or where there is nothing to say
   * @throws DataError stopped
   */
  readonly fetch: (
    source: RemoteDataset,
    missing: readonly SourceFile[],
    take: Take,
    options: WayOptions,
  ) => Promise<LocalizedText | undefined>;
}
