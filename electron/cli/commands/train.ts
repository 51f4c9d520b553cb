import { z } from 'zod';
import type { Document, Graph } from '../../../shared/graph/document';
import { applyEdit } from '../../../shared/graph/edit';
import { parseTraining } from '../../../shared/training/config';
import { DATASET_IDS, OWN_DATASET } from '../../../shared/training/datasets';
import { newestRunOf, newRun, openRun } from '../../services/runs';
import { changeRun } from '../../services/training';
import { type Context, EXIT, type Exit } from '../context';
import { type FollowOptions, follow } from '../follow';
import { chooseGraph, countProblems, inspect, load } from '../inspect';
import { problemReport } from '../report';
import { hanging, render } from '../text';
import { CliError, words } from '../words';

/** The engines that can be asked for. */
export const ENGINES = ['native', 'wasm'] as const;
const engine = z.enum(ENGINES).optional();

const trainSchema = z.object({
  graph: z.string().optional(),
  epochs: z.int().optional(),
  seed: z.int().optional(),
  engine,
  data: z.string().optional(),
  train: z.int().optional(),
  val: z.int().optional(),
  weightsFrom: z.string().optional(),
  out: z.string().optional(),
  offline: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** `train FILE`: trains a graph of a document, with what the options say in place of what the document says. */
export async function train(context: Context, rawFile: unknown, rawOptions: unknown): Promise<Exit> {
  const file = z.string().parse(rawFile);
  const options = trainSchema.parse(rawOptions);
  const { lang, terminal } = context;
  const { document: saved } = await load(file);
  const chosen = chooseGraph(saved, options.graph);
  const own = options.data !== undefined && !DATASET_IDS.includes(options.data);
  const dataset = own ? OWN_DATASET : options.data;
  const settings = defined({ epochs: options.epochs, seed: options.seed, dataset });
  const document = applyEdit(saved, chosen.id, { type: 'train', settings });
  const graph = chooseGraph(document, chosen.id);
  const inspection = inspect(document, graph.id);
  if (countProblems(inspection).errors > 0) {
    terminal.error(render(problemReport(inspection, { lang, columns: terminal.columns }), false));
    return EXIT.problems;
  }
  const weightsFrom = await weightsFor(document, graph, options.weightsFrom, options.json, context);
  const data = {
    dataset: parseTraining(graph.training).training.dataset,
    ...defined({ folder: own ? options.data : undefined, train: options.train, validation: options.val }),
  };
  const folder = await newRun({ document, graph, data, folder: options.out });
  return follow({ folder, engine: options.engine ?? 'auto', weightsFrom, offline: options.offline, json: options.json }, context);
}

/** Where the nodes that start from other weights are to take them: from the run that is named, else from the newest that fits. */
async function weightsFor(
  document: Document,
  graph: Graph,
  named: string | undefined,
  json: boolean,
  { lang, terminal }: Context,
): Promise<FollowOptions['weightsFrom']> {
  const borrowers = Object.entries(graph.nodes).flatMap(([id, { weightsFrom }]) =>
    weightsFrom ? [{ id, from: weightsFrom.graph }] : [],
  );
  const [first] = borrowers;
  if (!first || named === 'fresh') return named === 'fresh' ? 'fresh' : undefined;
  if (named !== undefined) return { folder: (await openRun(named)).folder, checkpoint: 'best' };
  const newest = await newestRunOf(document, first.from);
  const nodes = borrowers.map(({ id }) => id).join(', ');
  if (!newest) throw new CliError('train.noneFits', { nodes, graph: first.from });
  if (!json)
    terminal.out(render(hanging([], words('train.newest', { nodes, run: newest.run.id }, lang), terminal.columns), false));
  return { folder: newest.folder, checkpoint: 'best' };
}

const resumeSchema = z.object({
  epochs: z.int().optional(),
  learningRate: z.number().optional(),
  engine,
  offline: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** `resume RUN`: goes on with a run from its last checkpoint, to more epochs or with another learning rate if so asked. */
export async function resume(context: Context, rawRun: unknown, rawOptions: unknown): Promise<Exit> {
  const { epochs, learningRate, engine: wanted, offline, json } = resumeSchema.parse(rawOptions);
  const { folder } = await openRun(z.string().parse(rawRun));
  await changeRun(folder, { epochs, learningRate });
  return follow({ folder, engine: wanted ?? 'auto', offline, json }, context);
}

/** An object without the keys that have no value. */
function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
