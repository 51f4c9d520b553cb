import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../host/json-file';

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
});

/** The runs that wait, the next first, in a file of the data folder: a queue survives Patchbay. */
export interface Queue {
  list(): readonly Queued[];
  has(id: string): boolean;
  /** Puts runs at the end; one that waits already stays where it is. */
  add(runs: readonly Queued[]): Promise<void>;
  /** Takes a run out. @returns what was there */
  remove(id: string): Promise<Queued | undefined>;
  /** Takes out the one whose turn it is. */
  next(): Promise<Queued | undefined>;
  /** Puts these first, in this order; ids that do not wait are passed over. */
  reorder(ids: readonly string[]): Promise<void>;
}

/** Opens the queue of a data folder. */
export async function openQueue(folder: string): Promise<Queue> {
  const file = path.join(folder, 'queue.json');
  let runs: readonly Queued[] = (await readJson(file, queueSchema, 2 ** 22))?.runs ?? [];
  const become = async (next: readonly Queued[]) => {
    runs = next;
    await writeJson(file, { format: 'patchbay-queue', version: 1, runs });
  };
  const has = (id: string) => runs.some((one) => one.id === id);
  const remove = async (id: string) => {
    const found = runs.find((one) => one.id === id);
    if (found) await become(runs.filter((one) => one !== found));
    return found;
  };
  return {
    list: () => runs,
    has,
    add: (more) => become([...runs, ...more.filter(({ id }) => !has(id))]),
    remove,
    next: async () => {
      const [first] = runs;
      return first && remove(first.id);
    },
    reorder: (ids) => {
      const first = ids.flatMap((id) => runs.filter((one) => one.id === id));
      return become([...first, ...runs.filter((one) => !first.includes(one))]);
    },
  };
}
