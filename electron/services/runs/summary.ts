import { access } from 'node:fs/promises';
import { graphTitle } from '../../../shared/graph/differences/title';
import { graphOf } from '../../../shared/graph/document';
import type { FileRef } from '../../../shared/host/areas/file-ref';
import type { RunSummary } from '../../../shared/host/areas/runs';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { EpochMetric } from '../../../shared/runs/metrics';
import { epochsOf, type Run } from '../../../shared/runs/run';
import { unfinishedWeights } from '../../../shared/runs/unfinished-weights';
import { parseTraining } from '../../../shared/training/config';
import { defined } from '../../files/defined';
import { diedText, runText } from './messages';
import type { RunMetadata } from './run-metadata';
import type { FoundRun } from './store';

/** Data for the list of runs that is not in the run's folder. */
export interface SummaryContext {
  readonly about: RunMetadata;
  readonly status: RunSummary['status'];
  readonly place: RunSummary['place'];
  /** The run that it waits for, if it is queued and comes after one that is not finished. */
  readonly waits: LocalizedText | undefined;
  readonly progress: RunSummary['progress'];
  readonly weights: RunSummary['weights'];
  readonly paper: string | undefined;
  /** The reason for its end, if it could not be saved. */
  readonly unwritten: LocalizedText | undefined;
  refOf(file: string): FileRef;
}

/** The entry of a run in the list of runs. */
export async function summarize({ run, epochs }: FoundRun, context: SummaryContext): Promise<RunSummary> {
  const { about, status, place, progress, weights, paper } = context;
  const graph = graphOf(run.document, run.graph);
  const { training } = parseTraining(graph?.training ?? {});
  const { train, validation, dataset } = run.data;
  const last = epochs.at(-1);
  const best = epochs.reduce<EpochMetric | undefined>(
    (least, one) => (least && least.valLoss <= one.valLoss ? least : one),
    undefined,
  );
  const caution = unfinishedWeights(run.weightsFrom);
  const reason = context.unwritten ?? context.waits ?? reasonOf(run, about, status);
  return {
    id: run.id,
    name: about.name ?? run.name,
    note: about.note ?? '',
    starred: about.starred ?? false,
    created: run.created,
    status,
    ...defined({ place }),
    ...(reason ? { reason } : {}),
    ...(caution ? { caution } : {}),
    document: run.document.name,
    file: await refTo(about.file, context),
    graph: { id: run.graph, title: graph ? graphTitle(run.document, graph) : { en: run.graph, es: run.graph } },
    task: training.task,
    loss: training.loss.kind,
    data: { dataset, ...defined({ train, validation }), testImages: training.validation === 'test' },
    pixelScale: [training.pixelScale[0], training.pixelScale[1]],
    seed: training.seed,
    epochsDone: epochs.length,
    epochs: epochsOf(run),
    ...(last ? { last: figuresOf(last) } : {}),
    ...(best ? { best: figuresOf(best) } : {}),
    seconds: run.timings.reduce((sum, one) => sum + one.train + one.validation, 0),
    ...(run.engine ? { engine: { backend: run.engine.backend, library: run.engine.library } } : {}),
    weights,
    ...(paper === undefined ? {} : { paper }),
    ...(progress ? { progress } : {}),
  };
}

/** The reason for a run's end: the one in run.json, or the exit of its process. */
function reasonOf(run: Run, { died }: RunMetadata, status: RunSummary['status']): LocalizedText | undefined {
  if (status !== 'interrupted') return status === 'running' || status === 'queued' ? undefined : run.reason;
  return died ? diedText(died) : runText('interrupted');
}

async function refTo(file: string | undefined, { refOf }: SummaryContext): Promise<FileRef | null> {
  if (file === undefined) return null;
  return access(file).then(
    () => refOf(file),
    () => null,
  );
}

function figuresOf({ epoch, trainLoss, valLoss, trainAccuracy, valAccuracy }: EpochMetric): NonNullable<RunSummary['last']> {
  return { epoch, trainLoss, valLoss, ...defined({ trainAccuracy, valAccuracy }) };
}
