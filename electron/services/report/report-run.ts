import { type Graph, graphOf } from '../../../shared/graph/document';
import type { EpochMetric } from '../../../shared/runs/metrics';
import { PAPER } from '../../../shared/runs/paper';
import type { Run } from '../../../shared/runs/run';
import type { Confusion, Samples } from '../../../shared/runs/samples';
import { parseTraining, type Training } from '../../../shared/training/config';
import { readConfusion, readSamples } from '../runs/epoch-artifacts';
import type { PaperOf } from '../runs/paper';
import { readAbout } from '../runs/run-metadata';
import { findRun } from '../runs/store';

/** Everything that a report says of a run. */
export interface ReportRun {
  readonly name: string;
  readonly run: Run;
  readonly graph: Graph;
  readonly training: Training;
  readonly epochs: readonly EpochMetric[];
  readonly samples: Samples | undefined;
  readonly confusion: Confusion | undefined;
  /** The paper's model that its graph is, by the preset's name, whatever layers are frozen. */
  readonly paper: string | undefined;
  /** Layers with weights of another run, which its training moves or does not. */
  readonly borrowed: { readonly free: readonly string[]; readonly frozen: readonly string[] };
}

/** A run that has been validated at least once: its figures are those of the last epoch. */
export type Measured = ReportRun & { readonly last: EpochMetric };

/** Reads what a report says of a run. @throws Error where the folder is none of a run */
export async function readReportRun(folder: string, paperOf: PaperOf): Promise<ReportRun> {
  const { run, epochs } = await findRun(folder);
  const about = await readAbout(folder);
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

/** Whether a run has figures. */
export function measured(run: ReportRun): Measured | undefined {
  const last = run.epochs.at(-1);
  return last && { ...run, last };
}

/** The place of a run's model in the paper's tables; after them where it is none of the paper's. */
export function paperPlace({ paper }: ReportRun): number {
  const place = Object.keys(PAPER).indexOf(paper ?? '');
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}
