import type { Call, In } from '../../shared/host/api';

/** An answer of the host: what it gave, or the code of why not. */
export type Answer = { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly code: string };

/** A Patchbay in a process of its own, which is asked for things as its page would, and killed while it does them. */
export interface Victim {
  readonly pid: number;
  readonly alive: boolean;
  /** The id of the window that it is asked from. */
  readonly window: string;
  /** @returns what it gave; not ok, with the code `closed`, where the line has ended */
  call<K extends Call>(call: K, input: In<K>): Promise<Answer>;
  /** Ends the process at once. */
  kill(): Promise<void>;
}
