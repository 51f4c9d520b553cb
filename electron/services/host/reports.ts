import { graphOf } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import { sameValue } from '../../../shared/graph/same';
import { structureOf } from '../../../shared/graph/structure';
import type { Handlers } from '../../../shared/host/api';
import type { RunOrder } from '../../../shared/host/areas/runs';
import { parseTraining } from '../../../shared/training/config';
import { defined } from '../defined';
import { commandsOf } from '../report/commands';
import { curvesAsCsv } from '../report/csv';
import { report } from '../report/report';
import { readReportRun } from '../report/report-run';
import type { PaperOf } from '../runs/paper';
import { epochsOf, type FoundRun, listRuns } from '../runs/store';
import type { Supervisor } from '../runs/supervisor';
import { type StudyItem, studyPlan } from '../study/plan';

/** What carries out `reports.*`. */
export type ReportHandlers = Pick<Handlers, Extract<keyof Handlers, `reports.${string}`>>;

export function createReports(supervisor: Supervisor, paperOf: PaperOf, presets: string): ReportHandlers {
  const read = (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => readReportRun(await supervisor.folderOf(id), paperOf)));
  return {
    'reports.csv': async ({ ids }) => ({ text: curvesAsCsv(await read(ids)) }),
    'reports.html': async ({ ids, lang, title, captions }) => {
      const runs = await read(ids);
      const made = report(runs, { lang, title, captions, commands: commandsOf(runs) });
      return { text: made.html, captions: [...made.captions] };
    },
    'reports.study': async ({ epochs, train, variants }) => {
      const plan = await studyPlan(presets, { epochs, seed: undefined, dataset: undefined }, variants);
      const there = await listRuns();
      // A run that failed or was stopped is gone on with by whoever wants it; the study trains anew.
      const usable = there.filter(({ state }) => state === 'finished' || state === 'created' || state === 'running');
      const ids = new Map<string, string>();
      for (const item of plan) {
        const id = usable.find((run) => isSame(item, run, train))?.run.id;
        if (id !== undefined) ids.set(item.id, id);
      }
      // Encoders first: what begins with one names it.
      for (const encoders of [true, false]) {
        const items = plan.filter(({ id, from }) => (from === undefined) === encoders && !ids.has(id));
        const made =
          items.length > 0
            ? await supervisor.start(
                items.map((item) => orderOf(item, train, ids)),
                [],
              )
            : [];
        for (const [index, { id }] of items.entries()) ids.set(id, made[index] ?? '');
      }
      return { ids: plan.flatMap(({ id }) => ids.get(id) ?? []) };
    },
  };
}

function orderOf({ document, graph, from }: StudyItem, train: number | undefined, ids: ReadonlyMap<string, string>): RunOrder {
  const run = from === undefined ? undefined : ids.get(from);
  const weightsFrom = run === undefined ? undefined : { run, checkpoint: 'last' as const };
  return { document: serializeDocument(document), graph: graph.id, file: null, ...defined({ train, weightsFrom }) };
}

/** Whether a run is what the study would train. */
function isSame({ graph }: StudyItem, { run }: FoundRun, train: number | undefined): boolean {
  const own = graphOf(run.document, run.graph);
  if (!own || run.data.train !== train || structureOf(own) !== structureOf(graph)) return false;
  const [wanted, found] = [parseTraining(graph.training).training, parseTraining(own.training).training];
  const frozen = (nodes: typeof own.nodes) => Object.keys(nodes).filter((id) => nodes[id]?.frozen);
  return (
    sameValue({ ...wanted, epochs: 0 }, { ...found, epochs: 0 }) &&
    epochsOf(run) >= wanted.epochs &&
    sameValue(frozen(own.nodes), frozen(graph.nodes))
  );
}
