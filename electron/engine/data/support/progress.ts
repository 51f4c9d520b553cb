/** The progress of the download of a file. */
export interface Progress {
  readonly file: string;
  /** Bytes received. */
  readonly done: number;
  /** Size in bytes; `undefined` where the server does not send it. */
  readonly total: number | undefined;
}

/** Time-outs in milliseconds, and the number of attempts. */
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
