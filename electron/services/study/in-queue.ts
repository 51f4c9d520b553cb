import { basename } from 'node:path';
import { deepEqual } from '../../../shared/graph/deep-equal';
import { graphOf } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import { signatureOf } from '../../../shared/graph/signature';
import type { In } from '../../../shared/host/api';
import type { RunOrder, RunSummary } from '../../../shared/host/areas/runs';
import { epochsOf, type Run, type RunData } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { defined } from '../../files/defined';
import { type FoundRun, listRuns } from '../runs/store';
import type { Supervisor } from '../runs/supervisor';
import { type StudyItem, studyPlan } from './plan';

/** The variants, data and epochs of a study. */
export type StudyOrder = In<'reports.study'>;

/** A variant of the study, with its run if there is one. */
interface Training {
  readonly item: StudyItem;
  readonly run: RunSummary | undefined;
}

/** Finds the study's runs among the user's: for each variant a finished, queued or resumable run, if there is one. */
export async function studyInQueue(supervisor: Supervisor, presets: string, order: StudyOrder): Promise<readonly Training[]> {
  const { epochs, dataset, variants, ...images } = order;
  const plan = await studyPlan(presets, { epochs, seed: undefined, dataset }, variants);
  const [found, summaries] = [await listRuns(), await supervisor.list()];
  const runsOf = (item: StudyItem) => found.filter((one) => isSame(item, one, images));
  return plan.map((item) => {
    const encoders = plan.filter(({ id }) => id === item.from).flatMap(runsOf);
    const weights = new Map(encoders.map(({ folder }) => [basename(folder), finishedWeights(basename(folder), summaries)]));
    const own = runsOf(item).filter(({ run }) => item.from === undefined || startsFrom(run, weights));
    const ids = new Set(own.map(({ folder }) => basename(folder)));
    const [run] = summaries.filter(({ id }) => ids.has(id)).sort((a, b) => standing(a) - standing(b));
    return { item, run };
  });
}

/** The SHA-256 of the last weights of a finished run. */
function finishedWeights(id: string, summaries: readonly RunSummary[]): string | undefined {
  const run = summaries.find((one) => one.id === id);
  return run?.status === 'finished' ? run.weights.last : undefined;
}

/**
 * True if a run started from the finished weights of one of these encoders, or is to start from one of them.
 * @param encoders the SHA-256 of their weights by run, `undefined` for one that is not finished
 */
function startsFrom({ engine, start, weightsFrom }: Run, encoders: ReadonlyMap<string, string | undefined>): boolean {
  if (engine) return weightsFrom.length > 0 && weightsFrom.every(({ run, sha256 }) => encoders.get(run) === sha256);
  const sources = start?.weightsFrom ?? [];
  return sources.length > 0 && sources.every(({ folder }) => encoders.has(basename(folder)));
}

/** Queues the missing runs of the study and resumes interrupted ones, encoders first. @returns its runs, in the study's order */
export async function queueStudy(supervisor: Supervisor, presets: string, order: StudyOrder): Promise<readonly string[]> {
  const { train, validation } = order;
  const trainings = await studyInQueue(supervisor, presets, order);
  const ids = new Map(trainings.flatMap(({ item, run }) => (run ? [[item.id, run.id] as const] : [])));
  // A run that starts from an encoder's weights names the encoder's run, which must exist first.
  for (const encoders of [true, false])
    for (const { item, run } of trainings) {
      if ((item.from === undefined) !== encoders) continue;
      const encoder = item.from === undefined ? undefined : ids.get(item.from);
      const weightsFrom = encoder === undefined ? undefined : ({ run: encoder, checkpoint: 'last' } as const);
      if (run && isUnfinished(run)) await supervisor.resume(run.id, {});
      if (run) continue;
      const { document, graph } = item;
      const text = serializeDocument(document);
      const made: RunOrder = { document: text, graph: graph.id, file: null, ...defined({ train, validation, weightsFrom }) };
      const [id] = await supervisor.start([made], []);
      if (id !== undefined) ids.set(item.id, id);
    }
  return trainings.flatMap(({ item }) => ids.get(item.id) ?? []);
}

/** True if a run is not finished and needs to be resumed. */
const isUnfinished = ({ status }: RunSummary): boolean =>
  status === 'created' || status === 'stopped' || status === 'interrupted' || status === 'failed';

/** Ranks runs of one variant: finished before running or queued, and these before interrupted. */
const standing = (run: RunSummary): number => (run.status === 'finished' ? 0 : isUnfinished(run) ? 2 : 1);

/** True if a run has the graph, settings and data of a variant. */
function isSame({ graph }: StudyItem, { run }: FoundRun, { train, validation }: Pick<RunData, 'train' | 'validation'>): boolean {
  const own = graphOf(run.document, run.graph);
  if (!own || run.data.train !== train || run.data.validation !== validation) return false;
  if (signatureOf(own) !== signatureOf(graph)) return false;
  const [wanted, found] = [parseTraining(graph.training).training, parseTraining(own.training).training];
  const frozen = (nodes: typeof own.nodes) => Object.keys(nodes).filter((id) => nodes[id]?.frozen);
  return (
    deepEqual({ ...wanted, epochs: 0 }, { ...found, epochs: 0 }) &&
    epochsOf(run) >= wanted.epochs &&
    deepEqual(frozen(own.nodes), frozen(graph.nodes))
  );
}
