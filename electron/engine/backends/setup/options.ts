import type { OnProgress } from '../backend';
import type { Host } from './host';

/** Options of every method of setting up libtensorflow. */
export interface SetUpOptions {
  readonly host: Host;
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal | undefined;
}
