import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Lang } from '../../../shared/i18n/i18n';
import type { RunData, WeightSource } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { writeText } from '../../files/text-file';
import { report } from '../report/report';
import { paperPlace, readReportRun } from '../report/report-run';
import { changeRun } from '../runs/engine';
import { readPaper } from '../runs/paper';
import { epochsOf, findRun, newRun } from '../runs/store';
import { STUDY_IDS, type StudyItem } from './plan';

/** A folder of a study holds other runs than those that are asked for. */
export class StudyError extends Error {
  override readonly name = 'StudyError';
  constructor(
    readonly code: 'otherStudy' | 'notTrained',
    readonly values: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}

/** Where a training of the study is kept. */
export const folderOfItem = (out: string, { id }: { readonly id: string }): string => path.join(out, id);

/**
 * Gets a training of the study ready: a new run, or the one that is there already, to go on with.
 * @returns how far it is, and the weights that it begins with
 * @throws StudyError where the run that is there is of other data or another seed
 */
export async function prepareItem(
  out: string,
  item: StudyItem,
  data: RunData,
): Promise<{ readonly folder: string; readonly done: boolean; readonly weightsFrom: readonly WeightSource[] | undefined }> {
  const folder = folderOfItem(out, item);
  const { training } = parseTraining(item.graph.training);
  const weightsFrom = item.from === undefined ? undefined : sourcesIn(folderOfItem(out, { id: item.from }), item);
  if (!(await exists(path.join(folder, 'run.json')))) {
    await newRun({ document: item.document, graph: item.graph, data, folder });
    return { folder, done: false, weightsFrom };
  }
  const found = await findRun(folder);
  const own = parseTraining(found.run.document.graphs.find(({ id }) => id === found.run.graph)?.training ?? {}).training;
  const same = own.seed === training.seed && found.run.data.train === data.train && found.run.data.validation === data.validation;
  // Data that stood in for what could not be had is not what was asked for.
  const sameData = found.run.data.source === undefined || found.run.data.dataset === data.dataset;
  if (!same || !sameData) throw new StudyError('otherStudy', { folder });
  const trained = found.epochs.length;
  if (trained >= training.epochs) return { folder, done: true, weightsFrom };
  if (trained > 0 && epochsOf(found.run) !== training.epochs) await changeRun(folder, { epochs: training.epochs });
  return { folder, done: false, weightsFrom };
}

function sourcesIn(folder: string, { graph }: StudyItem): readonly WeightSource[] {
  const borrowers = Object.entries(graph.nodes).filter(([, { weightsFrom }]) => weightsFrom);
  return borrowers.map(([node]) => ({ node, folder, checkpoint: 'last' }));
}

/** Writes the report of a study's folder, of whatever is trained in it, in each language. @returns the files */
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
