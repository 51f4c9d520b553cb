import type { Surroundings } from '../../system/surroundings';

/** One file of a data set, unpacked. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A data set that can be fetched: its files, and the places that have them, in the order in which they are tried. */
export interface RemoteDataset {
  /** The id of the data set, and the name of its folder in the app's cache. */
  readonly id: string;
  readonly label: string;
  readonly files: readonly SourceFile[];
  /** Folders of this machine that may have the files, packed (.gz) or not, beside the app's cache. */
  readonly places: (where: Surroundings) => readonly string[];
  /** The size of the packed files in bytes: what a download takes. */
  readonly download: number;
  /** Addresses below which the files are, each under its name with .gz. */
  readonly addresses: readonly string[];
  /** Debian's package of the data set, and the folder in which it has the files, packed or not. */
  readonly debian: { readonly package: string; readonly folder: string };
}
