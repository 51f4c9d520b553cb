import { basename } from 'node:path';
import type { WeightSource } from '../../../shared/runs/run';
import type { Queued } from './queue';

/**
 * The state of a run that others come after: finished, `coming` if it is in training or queued, `unfinished` if it ended before its last
 * epoch, or `gone` if it was deleted.
 */
export type SourceState = 'finished' | 'coming' | 'unfinished' | 'gone';

/** The states of runs by id; one that is not listed is gone. */
export type SourceStates = ReadonlyMap<string, SourceState>;

/** The run that a queued one waits for. */
export interface Wait {
  readonly id: string;
  readonly state: Exclude<SourceState, 'finished'>;
}

/** The ids of runs that a new run comes after: those still to be trained, of the runs whose weights it takes. */
export function comesAfter(sources: readonly WeightSource[], coming: ReadonlySet<string>): readonly string[] {
  return [...new Set(sources.map(({ folder }) => basename(folder)))].filter((id) => coming.has(id));
}

/** The first run that is not finished of those that a queued one comes after. */
export function waitOf({ after = [] }: Queued, states: SourceStates): Wait | undefined {
  for (const id of after) {
    const state = states.get(id) ?? 'gone';
    if (state !== 'finished') return { id, state };
  }
  return undefined;
}

/** The first queued run that may begin: it waits for no other one, and is not interrupted. */
export function nextOf(queue: readonly Queued[], states: SourceStates): Queued | undefined {
  return queue.find((entry) => !entry.interrupted && waitOf(entry, states) === undefined);
}
