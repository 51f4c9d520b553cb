import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../files/json-store';

const runId = z.string().min(1).max(200);

export const queuedSchema = z.object({
  id: runId,
  /** The runs whose weights it takes and that were to be trained when it was queued: it begins once all are finished. */
  after: z.array(runId).readonly().optional(),
  /** True for a run that was in training when its process ended. It keeps its place, and begins once the user resumes it. */
  interrupted: z.boolean().optional(),
});
/** A queued run. Its engine and initial weights are in its run.json. */
export type Queued = Readonly<z.output<typeof queuedSchema>>;

const queueSchema = z.object({
  format: z.literal('patchbay-queue'),
  version: z.literal(1),
  runs: z.array(queuedSchema).max(1_000),
  /** The run in training. */
  active: queuedSchema.optional(),
});

/**
 * The queued runs, the next one first, in a file of the data folder, so that the queue survives a restart. The active run is stored
 * beside them until it ends, so that after a kill the next Patchbay knows which run was active.
 */
export interface Queue {
  list(): readonly Queued[];
  /** The run in training, or the one that was in training when Patchbay was killed. */
  readonly active: Queued | undefined;
  has(id: string): boolean;
  /** Appends runs; one that is already queued keeps its place, and is no longer interrupted. */
  add(runs: readonly Queued[]): Promise<void>;
  /** Removes a run. @returns its entry */
  remove(id: string): Promise<Queued | undefined>;
  /** Makes a queued run the active one. */
  begin(id: string): Promise<void>;
  /** Removes the active run, which has ended. */
  finish(): Promise<void>;
  /** Puts the active run back at the front. @param interrupted true for one that the user has to resume */
  putBack(interrupted: boolean): Promise<void>;
  /** Moves these runs to the front, in this order; ids that are not queued are ignored. */
  reorder(ids: readonly string[]): Promise<void>;
}

/** Opens the queue of a data folder. */
export async function openQueue(folder: string): Promise<Queue> {
  const file = path.join(folder, 'queue.json');
  const found = await readJson(file, queueSchema, 2 ** 22);
  let runs: readonly Queued[] = found?.runs ?? [];
  let active = found?.active;
  const become = async (next: readonly Queued[], begun: Queued | undefined) => {
    runs = next;
    active = begun;
    await writeJson(file, { format: 'patchbay-queue', version: 1, runs, active });
  };
  const has = (id: string) => runs.some((one) => one.id === id);
  return {
    list: () => runs,
    get active() {
      return active;
    },
    has,
    add: (more) => {
      const again = new Set(more.map(({ id }) => id));
      const kept = runs.map((one) => (again.has(one.id) ? { ...one, interrupted: undefined } : one));
      return become([...kept, ...more.filter(({ id }) => !has(id))], active);
    },
    remove: async (id) => {
      const found = runs.find((one) => one.id === id);
      if (found)
        await become(
          runs.filter((one) => one !== found),
          active,
        );
      return found;
    },
    begin: (id) =>
      become(
        runs.filter((one) => one.id !== id),
        runs.find((one) => one.id === id),
      ),
    finish: () => become(runs, undefined),
    putBack: (interrupted) => become(active ? [{ id: active.id, interrupted }, ...runs] : runs, undefined),
    reorder: (ids) => {
      const first = ids.flatMap((id) => runs.filter((one) => one.id === id));
      return become([...first, ...runs.filter((one) => !first.includes(one))], active);
    },
  };
}
