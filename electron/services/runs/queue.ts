import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../files/json-store';

export const queuedSchema = z.object({
  id: z.string().min(1).max(200),
  engine: z.enum(['auto', 'native', 'wasm']),
  /** Where nodes that name no run take their weights, by the run's id. */
  weightsFrom: z
    .union([z.object({ run: z.string().max(200), checkpoint: z.enum(['best', 'last']) }), z.literal('fresh')])
    .optional(),
});
/** A run that waits for its turn, and how it is to be carried out. */
export type Queued = Readonly<z.output<typeof queuedSchema>>;

const queueSchema = z.object({
  format: z.literal('patchbay-queue'),
  version: z.literal(1),
  runs: z.array(queuedSchema).max(1_000),
  /** The run that is being carried out. */
  active: queuedSchema.optional(),
});

/**
 * The runs that wait, the next first, in a file of the data folder: a queue survives Patchbay. The run that is being carried out
 * stays in it, apart from the others, until it has ended: of a Patchbay that was killed, the next one knows what it had begun.
 */
export interface Queue {
  list(): readonly Queued[];
  /** The run that is being carried out, or was when Patchbay was killed. */
  readonly active: Queued | undefined;
  has(id: string): boolean;
  /** Puts runs at the end; one that waits already stays where it is. */
  add(runs: readonly Queued[]): Promise<void>;
  /** Takes a run out. @returns what was there */
  remove(id: string): Promise<Queued | undefined>;
  /** Makes the first of those that wait the active one. */
  next(): Promise<Queued | undefined>;
  /** The active run has ended. */
  finish(): Promise<void>;
  /** Puts the active run back, before those that wait. */
  putBack(): Promise<void>;
  /** Puts these first, in this order; ids that do not wait are passed over. */
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
