import type { OnProgress } from '../backend';
import type { Host } from './host';

/** What every way to set up libtensorflow is given. */
export interface SetUpOptions {
  readonly host: Host;
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal | undefined;
}
