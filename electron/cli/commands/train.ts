import { z } from 'zod';
import type { Document, Graph } from '../../../shared/graph/document';
import { applyEdit } from '../../../shared/graph/edits/edit';
import { parseTraining } from '../../../shared/training/config';
import { defined } from '../../files/defined';
import { changeRun } from '../../services/runs/engine';
import { newRun, openRun } from '../../services/runs/store';
import { sourcesOf } from '../../services/runs/weights';
import { type Context, EXIT, type Exit } from '../context';
import { factsByGraph, namedData } from '../data';
import { type FollowOptions, follow } from '../follow';
import { chooseGraph, countProblems, inspect, load } from '../inspect';
import { CliError, words } from '../messages';
import { applyHint, problemReport } from '../report';
import { blocks } from '../table';
import { hanging, render } from '../text';

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
  const named = options.data === undefined ? undefined : namedData(options.data);
  const settings = defined({ epochs: options.epochs, seed: options.seed, dataset: named?.dataset });
  const document = applyEdit(saved, chosen.id, { type: 'train', settings });
  const graph = chooseGraph(document, chosen.id);
  const counts = defined({ train: options.train, validation: options.val });
  const data = {
    dataset: parseTraining(graph.training).training.dataset,
    ...defined({ folder: named?.folder }),
    ...counts,
  };
  const facts = await factsByGraph([graph], data, counts);
  if (countProblems(inspect(document, graph.id, { facts, fixes: false })).errors > 0) {
    // Fixes are looked for only where they are shown.
    const inspection = inspect(document, graph.id, { facts });
    const problems = problemReport(inspection, { lang, columns: terminal.columns });
    terminal.error(render(blocks(problems, applyHint(inspection, file, options, lang)), false));
    return EXIT.problems;
  }
  const weightsFrom = await weightsFor(document, graph, options.weightsFrom, options.json, context);
  const start = { engine: options.engine ?? ('auto' as const), weightsFrom };
  const folder = await newRun({ document, graph, data, folder: options.out, start });
  return follow({ folder, ...start, offline: options.offline, json: options.json }, context);
}

/** Where the nodes that start from other weights are to take them: from the run that is named, else from the newest that fits. */
async function weightsFor(
  document: Document,
  graph: Graph,
  named: string | undefined,
  json: boolean,
  { lang, terminal }: Context,
): Promise<FollowOptions['weightsFrom']> {
  const run =
    named === undefined || named === 'fresh' ? named : { folder: (await openRun(named)).folder, checkpoint: 'best' as const };
  const { sources, missing, newest } = await sourcesOf(document, graph, run);
  const [first] = missing;
  if (first) throw new CliError('train.noneFits', { nodes: missing.map(({ node }) => node).join(', '), graph: first.graph });
  for (const { run, nodes } of json ? [] : newest) {
    const text = words('train.newest', { nodes: nodes.join(', '), run: run.run.id }, lang);
    terminal.out(render(hanging([], text, terminal.columns), false));
  }
  return sources;
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
  const { lang, terminal } = context;
  await changeRun(folder, { epochs, learningRate }, (text) => terminal.error(`${text[lang]}\n`));
  return follow({ folder, engine: wanted ?? 'auto', offline, json }, context);
}
