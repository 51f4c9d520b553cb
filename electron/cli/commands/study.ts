import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LANGS } from '../../../shared/i18n/i18n';
import { parseTraining } from '../../../shared/training/config';
import { DATASET_IDS } from '../../../shared/training/datasets';
import { defined } from '../../files/defined';
import { STUDY_IDS, studyPlan } from '../../services/study/plan';
import { prepareItem, StudyError, writeStudyReport } from '../../services/study/study';
import { type Context, EXIT, type Exit } from '../context';
import { followRun } from '../follow';
import { CliError, words } from '../messages';
import { hanging, render } from '../text';
import { ENGINES } from './train';

const PRESETS = fileURLToPath(new URL('../../../presets', import.meta.url));

const optionsSchema = z.object({
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
type Options = z.output<typeof optionsSchema>;

/**
 * `study`: trains the paper's autoencoders and classifiers one after the other, and writes a report of them. Run again, it goes on
 * where it stopped; what is trained already is left as it is.
 */
export async function study(context: Context, rawOptions: unknown): Promise<Exit> {
  const options = optionsSchema.parse(rawOptions);
  const out = path.resolve(options.out);
  const say = (code: string, values: Readonly<Record<string, string | number>> = {}) =>
    context.terminal.out(render(hanging([], words(code, values, context.lang), context.terminal.columns), false));
  const dataset = options.data;
  if (dataset !== undefined && !DATASET_IDS.includes(dataset)) throw new CliError('study.data', { data: dataset });
  const plan = await studyPlan(PRESETS, { epochs: options.epochs, seed: options.seed, dataset }, chosen(options.variants));
  await mkdir(out, { recursive: true });
  // Ctrl-C between two runs ends the study as well; during one, it stops that at a checkpoint.
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    for (const [index, item] of plan.entries()) {
      const { training } = parseTraining(item.graph.training);
      const data = { dataset: training.dataset, ...defined({ train: options.train, validation: options.val }) };
      const { folder, done, weightsFrom } = await prepareItem(out, item, data);
      say(done ? 'study.done' : 'study.item', { n: index + 1, of: plan.length, item: item.id });
      if (interrupted) return EXIT.ok;
      if (done) continue;
      const { engine = 'auto', offline } = options;
      const ended = await followRun({ folder, engine, offline, weightsFrom, json: false }, context);
      // What was stopped or failed is told by then; the rest is trained when the study is run again.
      if (ended !== 'finished') return ended === 'stopped' ? EXIT.ok : EXIT.problems;
    }
    if (!options.report) return EXIT.ok;
    const [first, second] = await writeStudyReport(out, PRESETS, [commandOf(options)], orderOf(context));
    say('study.report', { file: first ?? '', other: second ?? '' });
    return EXIT.ok;
  } catch (error) {
    throw error instanceof StudyError ? new CliError(`study.${error.code}`, error.values) : error;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** The reader's language first. */
const orderOf = ({ lang }: Context) => [lang, ...LANGS.filter((other) => other !== lang)];

function chosen(variants: string | undefined): readonly string[] | undefined {
  const names = variants?.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !STUDY_IDS.includes(name));
  if (unknown !== undefined) throw new CliError('study.variant', { name: unknown, names: STUDY_IDS.join(', ') });
  return names;
}

/** The command that does the same again. */
function commandOf({ epochs, seed, train, val, data, variants, engine, out }: Options): string {
  const flags = Object.entries(defined({ epochs, seed, train, val, data, variants, engine, out }));
  return ['npm run patchbay -- study', ...flags.map(([name, value]) => `--${name} ${value}`)].join(' ');
}
