import type { Handlers } from '../../../shared/host/api';
import type { Recent } from '../recent';
import { importRun } from '../runs/import';
import { readMetrics } from '../runs/metrics';
import { packWeights, unpackWeights } from '../runs/pack';
import type { Supervisor } from '../runs/supervisor';
import { weightDependents } from '../runs/weight-dependents';
import type { Handles } from './handles';

/** The handlers of `runs.*`. */
export type RunHandlers = Pick<Handlers, Extract<keyof Handlers, `runs.${string}`>>;

export function createRuns(supervisor: Supervisor, handles: Handles, recent: Recent): RunHandlers {
  return {
    'runs.list': async () => [...(await supervisor.list())],
    'runs.read': ({ id }) => supervisor.read(id),
    'runs.metrics': async ({ id, from }) => {
      const { metrics, next, more } = await readMetrics(await supervisor.folderOf(id), from);
      return { metrics: [...metrics], next, more };
    },
    'runs.start': async ({ orders }) => {
      const files = orders.map(({ file }) => (file === null ? undefined : handles.pathOf(file)));
      return { ids: [...(await supervisor.start(orders, files))] };
    },
    'runs.pause': async ({ id }) => {
      await supervisor.pause(id);
      return {};
    },
    'runs.resume': async ({ id, ...change }) => {
      await supervisor.resume(id, change);
      return {};
    },
    'runs.stop': async ({ id }) => {
      await supervisor.stop(id);
      return {};
    },
    'runs.change': async ({ id, ...change }) => {
      await supervisor.change(id, change);
      return {};
    },
    'runs.again': async ({ id }) => ({ id: await supervisor.again(id) }),
    'runs.reorder': async ({ ids }) => {
      await supervisor.reorder(ids);
      return {};
    },
    'runs.describe': async ({ id, ...words }) => {
      await supervisor.describe(id, words);
      return {};
    },
    'runs.usedBy': async ({ ids }) => [...(await weightDependents(ids, await recent.list()))],
    'runs.delete': async ({ ids }) => {
      await supervisor.remove(ids);
      return {};
    },
    'runs.restore': async ({ ids }) => {
      await supervisor.restore(ids);
      return {};
    },
    'runs.pack': async ({ document }) => {
      const { text, runs } = await packWeights(document);
      return { text, runs: [...runs] };
    },
    'runs.unpack': async ({ text: packed }) => {
      const { text, runs } = await unpackWeights(packed);
      if (runs.length > 0) supervisor.changed();
      return { text, runs: [...runs] };
    },
    'runs.import': async (input) => {
      const id = await importRun(input);
      supervisor.changed();
      return { id };
    },
  };
}
