import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../shared/i18n/i18n';
import { explainIssue, type Issue, issuesOf } from '../../shared/i18n/issues';
import { type Run, runSchema } from '../../shared/runs/run';
import { writeFileWhole } from '../files/write-whole';
import { RunError } from './error';
import { runText } from './messages';

/** No run.json is larger than this. */
const LIMIT = 32 * 2 ** 20;

export const runPath = (folder: string): string => join(folder, 'run.json');

/** The lock of a run: the process that writes into its folder has it. */
export const lockPath = (folder: string): string => join(folder, 'lock');

/** Makes the folder of a new run. @throws RunError notEmpty where there is one already that is not empty */
export async function createRun(folder: string, run: Run): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new RunError('notEmpty', { folder });
  for (const part of ['checkpoints', 'samples']) await mkdir(join(folder, part));
  await writeRun(folder, run);
}

/** Writes run.json whole or not at all. */
export async function writeRun(folder: string, run: Run): Promise<void> {
  await writeFileWhole(runPath(folder), `${JSON.stringify(run, null, 2)}\n`);
}

/** Reads run.json. @throws RunError notARun where there is none, badRun with what is wrong and where */
export async function readRun(folder: string): Promise<Run> {
  const path = runPath(folder);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new RunError('notARun', { folder });
  if (found.size > LIMIT) throw badRun(path, { path: '', code: 'large', values: { found: found.size, most: LIMIT } });
  const json: unknown = parse(await readFile(path, 'utf8'), path);
  const parsed = runSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = issuesOf(parsed.error, json);
  throw badRun(path, issue ?? { path: '', code: 'other', values: {} });
}

function badRun(file: string, issue: Issue): RunError {
  const told = (lang: Lang) => [...(issue.path === '' ? [] : [`${issue.path}:`]), explainIssue(issue, lang)].join(' ');
  return new RunError('badRun', { file, issue: { en: told('en'), es: told('es') } });
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RunError('badRun', { file: path, issue: runText('badRun.json') });
  }
}
