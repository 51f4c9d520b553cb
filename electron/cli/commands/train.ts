import { z } from 'zod';
import type { Document, Graph } from '../../../shared/graph/document';
import { applyEdit } from '../../../shared/graph/edits/edit';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { parseTraining } from '../../../shared/training/config';
import { ENGINES } from '../../../shared/training/engines';
import { defined } from '../../files/defined';
import { newRun, openRun } from '../../services/runs/store';
import { sourcesOf } from '../../services/runs/weights';
import { defineCommand } from '../command/command';
import { type Context, EXIT } from '../command/context';
import { cliError } from '../command/error';
import {
  DATA,
  DOCUMENT,
  ENGINE,
  EPOCHS,
  JSON_EPOCHS,
  OFFLINE,
  ONE_GRAPH,
  RUN,
  SEED,
  TRAIN_EXITS,
  TRAIN_IMAGES,
  VALIDATION_IMAGES,
  valued,
} from '../command/options';
import { factsByGraph, namedData } from '../documents/data';
import { chooseGraph, countProblems, inspect, load } from '../documents/inspect';
import { applyHint, problemReport } from '../documents/report';
import { blocks } from '../output/table';
import { hanging, render } from '../output/text';
import { type FollowOptions, follow } from '../runs/follow';

export const MESSAGES = defineMessages({
  en: {
    noneFits:
      '{nodes} start from the weights of the graph {graph}. Train that graph first, choose a run with --weights-from RUN, or start from random weights with --weights-from fresh.',
    newest: 'Weights {nodes} start from the run {run}.',
  },
  es: {
    noneFits:
      '{nodes} empiezan con los pesos del grafo {graph}. Entrene primero ese grafo, elija una ejecución con --weights-from EJECUCIÓN, o empiece con pesos aleatorios: --weights-from fresh.',
    newest: 'Pesos   {nodes} empiezan con los de la ejecución {run}.',
  },
});

/** `train FILE`: trains a graph of a document; the options override the document's settings. */
export const train = defineCommand({
  name: 'train',
  about: {
    en: 'Train a graph of a document, and save the run in a folder.',
    es: 'Entrena un grafo de un documento, y guarda la ejecución en una carpeta.',
  },
  arguments: [DOCUMENT],
  options: [
    ONE_GRAPH,
    EPOCHS,
    SEED,
    ENGINE,
    DATA,
    TRAIN_IMAGES,
    VALIDATION_IMAGES,
    valued('weights-from', RUN.name, {
      en: 'the run whose weights nodes start from (default: the newest of that graph), or fresh for random weights',
      es: 'la ejecución con cuyos pesos empiezan los nodos (por defecto, la más nueva de ese grafo), o fresh: pesos aleatorios',
    }),
    valued(
      'out',
      { en: 'FOLDER', es: 'CARPETA' },
      {
        en: 'the folder of the run (default: a new one among your runs)',
        es: 'la carpeta de la ejecución (por defecto, una nueva entre sus ejecuciones)',
      },
    ),
    OFFLINE,
    JSON_EPOCHS,
  ],
  exits: TRAIN_EXITS,
  input: z.object({
    file: z.string(),
    graph: z.string().optional(),
    epochs: z.int().optional(),
    seed: z.int().optional(),
    engine: z.enum(ENGINES).optional(),
    data: z.string().optional(),
    train: z.int().optional(),
    val: z.int().optional(),
    weightsFrom: z.string().optional(),
    out: z.string().optional(),
    offline: z.boolean().default(false),
    json: z.boolean().default(false),
  }),
  async run(context, { file, ...options }) {
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
      // Fixes are only searched for when they are shown.
      const inspection = inspect(document, graph.id, { facts });
      const problems = problemReport(inspection, { lang, columns: terminal.columns });
      terminal.error(render(blocks(problems, applyHint(inspection, file, options, lang)), false));
      return EXIT.problems;
    }
    const weightsFrom = await weightsFor(document, graph, options.weightsFrom, options.json, context);
    const start = { engine: options.engine ?? ('auto' as const), weightsFrom };
    const folder = await newRun({ document, graph, data, folder: options.out, start });
    return follow({ folder, ...start, offline: options.offline, json: options.json }, context);
  },
});

/** The initial weights of nodes that start from another graph: those of the named run, else of the newest one that fits. */
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
  if (first) throw cliError(MESSAGES, 'noneFits', { nodes: missing.map(({ node }) => node).join(', '), graph: first.graph });
  for (const { run, nodes } of json ? [] : newest) {
    const text = translate(MESSAGES, 'newest', { nodes: nodes.join(', '), run: run.run.id }, lang);
    terminal.out(render(hanging([], text, terminal.columns), false));
  }
  return sources;
}
