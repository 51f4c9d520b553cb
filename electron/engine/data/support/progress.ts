/** How far the download of a file has come. */
export interface Progress {
  readonly file: string;
  /** Bytes that are here. */
  readonly done: number;
  /** Bytes that there are; `undefined` where the server does not say. */
  readonly total: number | undefined;
}

/** How long is waited, in milliseconds, and how often is tried. */
export interface Patience {
  /** For the first answer of a server. */
  readonly connect: number;
  /** For the next piece. */
  readonly stall: number;
  /** For a whole file, all attempts together. */
  readonly total: number;
  /** Between two attempts. */
  readonly between: number;
  readonly attempts: number;
}

export const PATIENCE: Patience = { connect: 10_000, stall: 30_000, total: 1_800_000, between: 1_000, attempts: 4 };
