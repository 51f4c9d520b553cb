import { stat } from 'node:fs/promises';
import path from 'node:path';
import { defineMessages, type Lang } from '../../../shared/i18n/i18n';
import { messageErrorOf } from '../../../shared/i18n/message-error';
import { epochsOf, type Run, type RunData, type WeightSource } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { defined } from '../../files/defined';
import { writeText } from '../../files/text-file';
import { report } from '../report/report';
import { paperPlace, readReportRun } from '../report/report-run';
import { CheckpointSums } from '../runs/checkpoints';
import { changeRun } from '../runs/engine';
import { readPaper } from '../runs/paper';
import { findRun, newRun } from '../runs/store';
import { STUDY_IDS, type StudyItem } from './plan';

const MESSAGES = defineMessages({
  en: {
    otherStudy: '{folder} contains a run with other images or another seed. Choose another folder with --out.',
    notTrained: 'No run of the study in {folder} has been trained yet.',
  },
  es: {
    otherStudy: '{folder} contiene una ejecución con otras imágenes u otra semilla. Elija otra carpeta con --out.',
    notTrained: 'Todavía no se entrenó ninguna ejecución del estudio en {folder}.',
  },
});

/** The folder of a study has runs of another study, or none. */
export class StudyError extends messageErrorOf(MESSAGES) {
  override readonly name = 'StudyError';
}

/** The folder of a study's run. */
export const folderOfItem = (out: string, { id }: { readonly id: string }): string => path.join(out, id);

interface PreparedItem {
  readonly folder: string;
  readonly done: boolean;
  readonly weightsFrom: readonly WeightSource[] | undefined;
  readonly earlierWeights: boolean;
}

/**
 * Prepares a run of the study: creates it, or sets an existing one to be continued.
 * @returns its folder, whether it is trained already, the weights that it starts from, and whether its encoder was trained further since
 *   it started
 * @throws StudyError otherStudy if the existing run has other data or another seed
 */
export async function prepareItem(out: string, item: StudyItem, data: RunData): Promise<PreparedItem> {
  const folder = folderOfItem(out, item);
  const { training } = parseTraining(item.graph.training);
  const weightsFrom = item.from === undefined ? undefined : sourcesIn(folderOfItem(out, { id: item.from }), item);
  if (!(await exists(path.join(folder, 'run.json')))) {
    const start = { engine: 'auto' as const, ...defined({ weightsFrom }) };
    await newRun({ document: item.document, graph: item.graph, data, folder, start });
    return { folder, done: false, weightsFrom, earlierWeights: false };
  }
  const found = await findRun(folder);
  const own = parseTraining(found.run.document.graphs.find(({ id }) => id === found.run.graph)?.training ?? {}).training;
  const same = own.seed === training.seed && found.run.data.train === data.train && found.run.data.validation === data.validation;
  // A run that fell back to generated images has not the data that was asked for.
  const sameData = found.run.data.source === undefined || found.run.data.dataset === data.dataset;
  if (!same || !sameData) throw new StudyError('otherStudy', { folder });
  const earlierWeights = item.from !== undefined && !(await startsFrom(found.run, folderOfItem(out, { id: item.from })));
  const trained = found.epochs.length;
  if (trained >= training.epochs) return { folder, done: true, weightsFrom, earlierWeights };
  if (trained > 0 && epochsOf(found.run) !== training.epochs) await changeRun(folder, { epochs: training.epochs });
  return { folder, done: false, weightsFrom, earlierWeights };
}

/** True if a run started from the last weights of an encoder, or has not begun. */
async function startsFrom({ weightsFrom }: Run, encoder: string): Promise<boolean> {
  const last = await new CheckpointSums().of(encoder, 'last');
  return weightsFrom.every(({ sha256 }) => sha256 === last);
}

function sourcesIn(folder: string, { graph }: StudyItem): readonly WeightSource[] {
  const borrowers = Object.entries(graph.nodes).filter(([, { weightsFrom }]) => weightsFrom);
  return borrowers.map(([node]) => ({ node, folder, checkpoint: 'last' }));
}

/** Writes the report on the trained runs of a study's folder, in each language. @returns the files @throws StudyError notTrained */
export async function writeStudyReport(
  out: string,
  presets: string,
  commands: readonly string[],
  langs: readonly Lang[],
): Promise<readonly string[]> {
  const paperOf = await readPaper(presets);
  const folders = STUDY_IDS.map((id) => folderOfItem(out, { id }));
  const there = await Promise.all(folders.map((folder) => readReportRun(folder, paperOf).catch(() => undefined)));
  const runs = there.filter((run) => run !== undefined).sort((a, b) => paperPlace(a) - paperPlace(b));
  if (runs.length === 0) throw new StudyError('notTrained', { folder: out });
  const files: string[] = [];
  for (const lang of langs) {
    const file = path.join(out, `report.${lang}.html`);
    await writeText(file, report(runs, { lang, commands }).html);
    files.push(file);
  }
  return files;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
