import path from 'node:path';
import { z } from 'zod';
import { CHECKPOINTS } from '../../../shared/training/checkpoints';
import { ENGINE_CHOICES } from '../../../shared/training/engines';
import { readJson, writeJson } from '../../files/json-store';

export const queuedSchema = z.object({
  id: z.string().min(1).max(200),
  engine: z.enum(ENGINE_CHOICES),
  /** The run, by id, whose weights nodes take that do not name a run themselves. */
  weightsFrom: z.union([z.object({ run: z.string().max(200), checkpoint: z.enum(CHECKPOINTS) }), z.literal('fresh')]).optional(),
});
/** A queued run with its engine and initial weights. */
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
  /** Appends runs; one that is already queued keeps its place. */
  add(runs: readonly Queued[]): Promise<void>;
  /** Removes a run. @returns its entry */
  remove(id: string): Promise<Queued | undefined>;
  /** Makes the first queued run the active one. */
  next(): Promise<Queued | undefined>;
  /** Removes the active run, which has ended. */
  finish(): Promise<void>;
  /** Puts the active run back at the front. */
  putBack(): Promise<void>;
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
    add: (more) => become([...runs, ...more.filter(({ id }) => !has(id))], active),
    remove: async (id) => {
      const found = runs.find((one) => one.id === id);
      if (found)
        await become(
          runs.filter((one) => one !== found),
          active,
        );
      return found;
    },
    next: async () => {
      const [first, ...others] = runs;
      if (first) await become(others, first);
      return first;
    },
    finish: () => become(runs, undefined),
    putBack: () => become(active ? [active, ...runs] : runs, undefined),
    reorder: (ids) => {
      const first = ids.flatMap((id) => runs.filter((one) => one.id === id));
      return become([...first, ...runs.filter((one) => !first.includes(one))], active);
    },
  };
}
