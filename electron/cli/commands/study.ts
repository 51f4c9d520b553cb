import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type CodeOf, defineMessages, LANGS, translate, type Values } from '../../../shared/i18n/i18n';
import { PAPER_DATASET } from '../../../shared/runs/paper';
import { parseTraining } from '../../../shared/training/config';
import { DATASETS, datasetOf } from '../../../shared/training/datasets/index';
import { ENGINES } from '../../../shared/training/engines';
import { defined } from '../../files/defined';
import { shellQuote } from '../../files/shell-quote';
import { STUDY_IDS, studyPlan } from '../../services/study/plan';
import { prepareItem, writeStudyReport } from '../../services/study/study';
import { defineCommand } from '../command/command';
import { type Context, EXIT, type Exit } from '../command/context';
import { cliError } from '../command/error';
import { countOf, ENGINE, OFFLINE, SEED, TRAIN_EXITS, TRAIN_IMAGES, VALIDATION_IMAGES, valued } from '../command/options';
import { hanging, render } from '../output/text';
import { followRun } from '../runs/follow';

const PRESETS = fileURLToPath(new URL('../../../presets', import.meta.url));

export const MESSAGES = defineMessages({
  en: {
    item: '{n}/{of}  {item}',
    done: '{n}/{of}  {item}  trained already',
    earlierWeights:
      '{item} started from earlier weights of its encoder, which was trained further since. To train it again, delete its folder.',
    report: 'The report: {file} ({other})',
    data: 'The study trains on one of {options}, not on {data}.',
    variant: 'The study has no variant {name}. It has: {names}.',
  },
  es: {
    item: '{n}/{of}  {item}',
    done: '{n}/{of}  {item}  ya está entrenado',
    earlierWeights:
      '{item} empezó con pesos anteriores de su codificador, que después se entrenó más. Para entrenarlo de nuevo, borre su carpeta.',
    report: 'El informe: {file} ({other})',
    data: 'El estudio entrena con uno de {options}, no con {data}.',
    variant: 'El estudio no tiene la variante {name}. Tiene: {names}.',
  },
});

const inputSchema = z.object({
  epochs: z.int().optional(),
  seed: z.int().optional(),
  train: z.int().optional(),
  val: z.int().optional(),
  data: z.string().optional(),
  variants: z.string().optional(),
  engine: z.enum(ENGINES).optional(),
  out: z.string().default('patchbay-study'),
  offline: z.boolean().default(false),
  report: z.boolean().default(true),
});
type Input = z.output<typeof inputSchema>;

/**
 * `study`: trains the paper's autoencoders and classifiers one after the other, and writes a report. A second call continues the
 * study: trained runs are kept as they are.
 */
export const study = defineCommand({
  name: 'study',
  about: {
    en: 'Train the paper’s autoencoders and classifiers one after the other, and write a report that compares your results with the paper’s.',
    es: 'Entrena los autoencoders y clasificadores del artículo uno tras otro, y escribe un informe que compara sus resultados con los del artículo.',
  },
  options: [
    valued(
      'epochs',
      'N',
      {
        en: 'epochs per run (default: 30, as in the paper); with more than before, runs continue from there',
        es: 'épocas por ejecución (por defecto, 30, como en el artículo); con más que antes, las ejecuciones continúan desde ahí',
      },
      { read: countOf },
    ),
    valued(
      'variants',
      { en: 'NAMES', es: 'NOMBRES' },
      {
        en: `the variants to train, separated by commas: ${STUDY_IDS.join(', ')} (default: all)`,
        es: `las variantes que se entrenan, separadas por comas: ${STUDY_IDS.join(', ')} (por defecto, todas)`,
      },
    ),
    TRAIN_IMAGES,
    VALIDATION_IMAGES,
    valued('data', DATASETS.map(({ id }) => id).join('|'), {
      en: `the images, in place of the paper’s (${PAPER_DATASET.id})`,
      es: `las imágenes, en lugar de las del artículo (${PAPER_DATASET.id})`,
    }),
    SEED,
    ENGINE,
    valued(
      'out',
      { en: 'FOLDER', es: 'CARPETA' },
      {
        en: 'the folder of the study, whose runs are continued (default: patchbay-study)',
        es: 'la carpeta del estudio, cuyas ejecuciones se continúan (por defecto, patchbay-study)',
      },
    ),
    { flags: '--no-report', about: { en: 'only train, without a report', es: 'solo entrena, sin informe' } },
    OFFLINE,
  ],
  exits: TRAIN_EXITS,
  input: inputSchema,
  async run(context, options) {
    const out = path.resolve(options.out);
    const say = (code: CodeOf<typeof MESSAGES>, values: Values = {}) =>
      context.terminal.out(render(hanging([], translate(MESSAGES, code, values, context.lang), context.terminal.columns), false));
    const dataset = options.data;
    if (dataset !== undefined && !datasetOf(dataset))
      throw cliError(MESSAGES, 'data', { data: dataset, options: DATASETS.map(({ id }) => id).join(', ') });
    const plan = await studyPlan(PRESETS, { epochs: options.epochs, seed: options.seed, dataset }, chosen(options.variants));
    await mkdir(out, { recursive: true });
    return withInterrupt(async (interrupted) => {
      for (const [index, item] of plan.entries()) {
        const { training } = parseTraining(item.graph.training);
        const data = { dataset: training.dataset, ...defined({ train: options.train, validation: options.val }) };
        const { folder, done, weightsFrom, earlierWeights } = await prepareItem(out, item, data);
        say(done ? 'done' : 'item', { n: index + 1, of: plan.length, item: item.id });
        if (earlierWeights) say('earlierWeights', { item: item.id });
        if (interrupted()) return EXIT.ok;
        if (done) continue;
        const { engine = 'auto', offline } = options;
        const ended = await followRun({ folder, engine, offline, weightsFrom, json: false }, context);
        // followRun has reported a run that stopped or failed; calling the command again trains the rest.
        if (ended !== 'finished') return ended === 'stopped' ? EXIT.ok : EXIT.problems;
      }
      if (!options.report) return EXIT.ok;
      const [first, second] = await writeStudyReport(out, PRESETS, [commandOf(options)], orderOf(context));
      say('report', { file: first ?? '', other: second ?? '' });
      return EXIT.ok;
    });
  },
});

/** Notes Ctrl-C between two runs, which ends the study; during a run, Ctrl-C stops that run at a checkpoint. */
async function withInterrupt(work: (interrupted: () => boolean) => Promise<Exit>): Promise<Exit> {
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(() => interrupted);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** The user's language first. */
const orderOf = ({ lang }: Context) => [lang, ...LANGS.filter((other) => other !== lang)];

function chosen(variants: string | undefined): readonly string[] | undefined {
  const names = variants?.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !STUDY_IDS.includes(name));
  if (unknown !== undefined) throw cliError(MESSAGES, 'variant', { name: unknown, names: STUDY_IDS.join(', ') });
  return names;
}

/** The command that repeats the study. */
function commandOf({ epochs, seed, train, val, data, variants, engine, out }: Input): string {
  const flags = Object.entries(defined({ epochs, seed, train, val, data, variants, engine, out }));
  return ['npm run patchbay -- study', ...flags.map(([name, value]) => `--${name} ${shellQuote(String(value))}`)].join(' ');
}
