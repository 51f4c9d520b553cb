import { mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { graphTitle } from '../../../shared/graph/differences/title';
import { type Document, type Graph, graphOf } from '../../../shared/graph/document';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { EpochMetric } from '../../../shared/runs/metrics';
import { RUN_VERSION, type Run, type RunData, type RunStart, type RunState } from '../../../shared/runs/run';
import { defined } from '../../files/defined';
import { mapLimited } from '../../files/map-limited';
import { runsFolder } from '../../files/places';
import { slugOf } from '../../files/slug';
import { hasCode, systemProblem } from '../../files/system-error';
import { asFileError } from '../../files/text-file';
import { holderOf, LockedError } from '../../lock/lock';
import { inUseText } from '../../lock/messages';
import { createRun, lockPath, readRun } from '../../run-folder/folder';
import { EpochsOfRuns } from './metrics';

/** A run read from its folder. */
export interface FoundRun {
  readonly folder: string;
  readonly run: Run;
  /** The state in run.json, or `interrupted` if the run's process is gone. */
  readonly state: RunState | 'interrupted';
  /** Names the process that trains it, and explains how to stop that process. */
  readonly inUse?: LocalizedText;
  readonly epochs: readonly EpochMetric[];
}

/** The content of a new run. */
export interface NewRun {
  readonly document: Document;
  readonly graph: Graph;
  readonly data: RunData;
  /** Its folder (default: a new one among the user's runs). */
  readonly folder?: string | undefined;
  /** Changes during training that are known in advance: those of a run to be repeated. */
  readonly interventions?: Run['interventions'];
  /** Its engine and initial weights. */
  readonly start?: RunStart | undefined;
}

/** Creates the folder of a new run, named by time and document. */
export async function newRun(
  { document, graph, data, folder, interventions = [], start }: NewRun,
  now = new Date(),
): Promise<string> {
  const stamp = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const about = `${document.name} ${document.graphs.length > 1 ? graphTitle(document, graph).en : ''}`.trim();
  const slug = slugOf(about);
  const id = slug === '' ? stamp : `${stamp}-${slug}`;
  const place = folder === undefined ? await freeFolder(join(runsFolder(), id)) : resolve(folder);
  const run: Run = {
    format: 'patchbay-run',
    version: RUN_VERSION,
    id: basename(place),
    name: about === '' ? graph.id : about,
    created: now.toISOString(),
    state: 'created',
    document,
    graph: graph.id,
    data,
    ...defined({ start }),
    weightsFrom: [],
    interventions,
    timings: [],
  };
  await createRun(place, run);
  return place;
}

/** Creates a new folder, with a number appended if the name is taken: two runs may start in one second. */
export async function freeFolder(wanted: string): Promise<string> {
  await mkdir(runsFolder(), { recursive: true });
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

/** Reads the run in a folder. @param known cache of the metrics read before @throws RunError if there is no valid run */
export async function findRun(folder: string, known = new EpochsOfRuns()): Promise<FoundRun> {
  const run = await readRun(folder);
  const epochs = await known.of(folder);
  if (!isUnderWay(run)) return { folder, run, state: run.state, epochs };
  const holder = await holderOf(lockPath(folder));
  if (holder) return { folder, run, state: run.state, epochs, inUse: inUseText('run', new LockedError(holder)) };
  // It may have ended since run.json was read.
  const now = await readRun(folder);
  return { folder, run: now, state: isUnderWay(now) ? 'interrupted' : now.state, epochs: await known.of(folder) };
}

/** True if run.json says that a process trains the run. If none has its lock, that process was killed. */
export const isUnderWay = ({ state }: Run): boolean => state === 'running' || state === 'paused';

/** Reads a run by its folder, or by its id among the user's runs. */
export async function openRun(name: string): Promise<FoundRun> {
  const kept = join(runsFolder(), name);
  const isKept =
    basename(name) === name &&
    (await readRun(kept).then(
      () => true,
      () => false,
    ));
  return findRun(isKept ? kept : resolve(name));
}

/** The number of runs that are read at a time: each takes a file handle or two, of which a process may have few. */
export const READ_AT_ONCE = 16;

/**
 * The user's runs, newest first. Folders without a valid run are skipped.
 * @throws FileError tooManyOpen if the process has no file handles left: the list would lack runs
 */
export async function listRuns(known = new EpochsOfRuns()): Promise<readonly FoundRun[]> {
  const names = await readdir(runsFolder()).catch(unlessTooManyOpen((): string[] => []));
  const read = (name: string) => findRun(join(runsFolder(), name), known).catch(unlessTooManyOpen(() => undefined));
  const found = await mapLimited(names, READ_AT_ONCE, read);
  return found.filter((run) => run !== undefined).sort((a, b) => b.run.created.localeCompare(a.run.created));
}

/** Handles an error, but not that the process has too many open files, which says nothing about the run. */
const unlessTooManyOpen =
  <T>(handle: () => T) =>
  (error: unknown): T => {
    if (systemProblem(error) === 'tooManyOpen') throw asFileError(error, runsFolder(), 'read');
    return handle();
  };

/** The newest trained run of the user whose graph has the same layers as this graph. */
export async function newestRunOf(document: Document, graphId: string): Promise<FoundRun | undefined> {
  const wanted = graphOf(document, graphId);
  const shape = (graph: Graph | undefined) =>
    JSON.stringify(Object.entries(graph?.nodes ?? {}).map(([id, { kind, params }]) => [id, kind, params]));
  const runs = await listRuns();
  return runs.find(({ run, epochs }) => epochs.length > 0 && shape(graphOf(run.document, run.graph)) === shape(wanted));
}
