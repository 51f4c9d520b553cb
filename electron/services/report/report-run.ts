import { type Graph, graphOf } from '../../../shared/graph/document';
import type { EpochMetric } from '../../../shared/runs/metrics';
import { PAPER } from '../../../shared/runs/paper';
import type { Run } from '../../../shared/runs/run';
import type { Confusion, Samples } from '../../../shared/runs/samples';
import { parseTraining, type Training } from '../../../shared/training/config';
import { readConfusion, readSamples } from '../runs/epoch-artifacts';
import type { PaperOf } from '../runs/paper';
import { readMetadata } from '../runs/run-metadata';
import { findRun } from '../runs/store';

/** The data of a run for a report. */
export interface ReportRun {
  readonly name: string;
  readonly run: Run;
  readonly graph: Graph;
  readonly training: Training;
  readonly epochs: readonly EpochMetric[];
  readonly samples: Samples | undefined;
  readonly confusion: Confusion | undefined;
  /** The paper's model of its graph, by the preset's name; frozen layers are ignored. */
  readonly paper: string | undefined;
  /** Layers that start from another run's weights, by whether they are trained (free) or frozen. */
  readonly borrowed: { readonly free: readonly string[]; readonly frozen: readonly string[] };
}

/** A run with at least one validated epoch; `last` has its figures. */
export type Measured = ReportRun & { readonly last: EpochMetric };

/** Reads the data of a run for a report. @throws Error if the folder is not that of a run */
export async function readReportRun(folder: string, paperOf: PaperOf): Promise<ReportRun> {
  const { run, epochs } = await findRun(folder);
  const about = await readMetadata(folder);
  const graph = graphOf(run.document, run.graph);
  if (!graph) throw new Error(`${folder}: its document has no graph ${run.graph}`);
  const [samples, confusion] = [await readSamples(folder), await readConfusion(folder)];
  const borrowers = Object.entries(graph.nodes).filter(([, { weightsFrom }]) => weightsFrom);
  const ids = (frozen: boolean) => borrowers.filter(([, node]) => (node.frozen ?? false) === frozen).map(([id]) => id);
  const { training } = parseTraining(graph.training);
  return {
    name: about.name ?? run.name,
    run,
    graph,
    training,
    epochs,
    samples: samples.kept,
    confusion: confusion.kept,
    paper: paperOf(graph, { frozen: true }),
    borrowed: { free: ids(false), frozen: ids(true) },
  };
}

/** The run with its last figures; undefined before the first epoch. */
export function measured(run: ReportRun): Measured | undefined {
  const last = run.epochs.at(-1);
  return last && { ...run, last };
}

/** The place of a run's model in the paper's tables; infinity for other models. */
export function paperPlace({ paper }: ReportRun): number {
  const place = Object.keys(PAPER).indexOf(paper ?? '');
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}
