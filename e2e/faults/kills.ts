import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { Random } from '../../electron/engine/data/support/random';
import { holderOf } from '../../electron/lock/lock';
import { isRunning } from '../../electron/lock/process';
import { readCheckpoint } from '../../electron/run-folder/checkpoint';
import { lockPath, readRun } from '../../electron/run-folder/folder';
import { SETUP_SEEN } from '../../electron/services/host/setup';
import { parseDocument } from '../../shared/graph/parse';
import { gone } from './processes';
import type { Victim } from './victim';

export interface KillReport {
  /** Number of kills, by the process that was killed and its work at that moment. */
  readonly survived: Readonly<Record<string, number>>;
  /** Losses and half-written files, in words. */
  readonly losses: readonly string[];
}

/** A process under test: started on a data folder with documents open, and killed. */
export interface Target {
  /** The process that dies: server, or main. */
  readonly name: string;
  start(home: string, files: readonly string[]): Promise<Victim>;
}

export interface Kills {
  /** While documents are edited and saved. */
  readonly editing: number;
  /** While a run goes on: in turn the engine, and the process that started it. */
  readonly training: number;
}

/** Kills at random moments while one edits, saves and trains; then looks at what is left. */
export async function tryKills(target: Target, { editing, training }: Kills, seed: number): Promise<KillReport> {
  const random = new Random(seed, 11);
  const text = await readFile('presets/table2-baseline.patchbay.json', 'utf8');
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-kills-'));
  // No page of the first launch, which would have an engine look around.
  await writeFile(path.join(home, SETUP_SEEN), '');
  const survived: Record<string, number> = {};
  const losses: string[] = [];
  const scene: Scene = {
    target,
    home,
    text,
    random,
    count: (kind) => {
      survived[kind] = (survived[kind] ?? 0) + 1;
    },
    lose: (what) => void losses.push(what),
  };
  if (editing > 0) await killEditing(scene, editing);
  if (training > 0) await killTraining(scene, training);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
  return { survived, losses };
}

interface Scene {
  readonly target: Target;
  readonly home: string;
  readonly text: string;
  readonly random: Random;
  count(kind: string): void;
  lose(what: string): void;
}

/** The document that is edited: its notes say which edit it is. */
const documentOf = (text: string, edit: number) => JSON.stringify({ ...JSON.parse(text), notes: `edit ${edit}` });

/** The number of the edit in a document's notes; -1 for a text that is no whole document. */
function editOf(text: string): number {
  const parsed = parseDocument(text);
  return parsed.ok ? Number(/^edit (\d+)$/.exec(parsed.document.notes)?.[1] ?? -1) : -1;
}

/** The last edit that each save confirmed, -1 for none yet: of the recovery copy, of the user's preset, of the file. */
interface Kept {
  copy: number;
  preset: number;
  file: number;
}

async function killEditing({ target, home, text, random, count, lose }: Scene, times: number): Promise<void> {
  const file = path.join(home, 'edited.patchbay.json');
  await writeFile(file, documentOf(text, 0));
  let edit = 0;
  let preset: string | undefined;
  const kept: Kept = { copy: -1, preset: -1, file: 0 };
  for (let kill = 0; kill < times; kill++) {
    const victim = await target.start(home, [file]);
    const handle = await handleOf(victim, path.basename(file));
    let going = true;
    const work = (async () => {
      while (going) {
        const next = ++edit;
        const document = documentOf(text, next);
        const copy = { window: victim.window, key: 'edited', name: 'edited', saved: null, text: document, file: handle };
        if ((await victim.call('recovery.keep', copy)).ok) kept.copy = next;
        if ((await victim.call('files.save', { handle, text: document })).ok) kept.file = next;
        // In place of the one before, and now and then as one more.
        const replace = preset !== undefined && next % 5 !== 0 ? { replace: preset } : {};
        const saved = await victim.call('presets.save', { name: 'edited', text: document, ...replace });
        if (!saved.ok) continue;
        preset = z.object({ id: z.string() }).parse(saved.output).id;
        kept.preset = next;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 20 + random.between(0, 1) * 400));
    const least = { ...kept };
    await victim.kill();
    going = false;
    await work;

    const copies = (await wholeFiles(path.join(home, 'recovery'), lose)).map(({ content }) => copyText(content));
    const presets = await wholeFiles(path.join(home, 'presets'), lose);
    expect('copy', Math.max(-1, ...copies.map(editOf)), least.copy);
    expect('preset', Math.max(-1, ...presets.map(({ content }) => editOf(content))), least.preset);
    expect('file', editOf(await readFile(file, 'utf8').catch(() => '')), least.file);
    for (const { name, content } of presets) if (editOf(content) < 0) lose(`${name} is half-written`);
    count(`${target.name}, while editing and saving`);
  }

  function expect(what: string, found: number, least: number): void {
    if (found < least) lose(`edit ${least} was kept in the ${what}, which has ${found < 0 ? 'none' : `edit ${found}`}`);
  }
}

/** The handle that a host knows an open document by. */
async function handleOf(victim: Victim, name: string): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const recent = await victim.call('recent.list', {});
    const files = recent.ok ? z.array(z.object({ handle: z.string(), name: z.string() })).parse(recent.output) : [];
    const found = files.find((file) => file.name === name);
    if (found) return found.handle;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} was not opened`);
}

async function killTraining({ target, home, text, random, count, lose }: Scene, times: number): Promise<void> {
  const document = JSON.parse(text);
  Object.assign(document.graphs[0].training, { dataset: 'synthetic', epochs: 100_000 });
  let id: string | undefined;
  let victim: Victim | undefined;
  let before = 0;
  for (let kill = 0; kill < times; kill++) {
    if (!victim?.alive) victim = await target.start(home, []);
    if (id === undefined) {
      const order = {
        document: JSON.stringify(document),
        graph: 'autoencoder',
        file: null,
        train: 100,
        validation: 100,
        engine: 'wasm' as const,
      };
      const answer = await victim.call('runs.start', { orders: [order] });
      id = answer.ok ? z.object({ ids: z.array(z.string()) }).parse(answer.output).ids[0] : undefined;
      if (id === undefined) throw new Error('the run did not begin');
    } else {
      const answer = await victim.call('runs.resume', { id });
      if (!answer.ok) lose(`the run could not be resumed: ${answer.code}`);
    }
    const folder = path.join(home, 'runs', id);
    const engine = await engineOf(folder);
    await new Promise((resolve) => setTimeout(resolve, 100 + random.between(0, 1) * 1_500));
    const ofEngine = kill % 2 === 0;
    const kind = ofEngine ? `the engine of ${target.name}, while training` : `${target.name}, while training`;
    if (ofEngine) {
      if (isRunning(engine)) process.kill(engine, 'SIGKILL');
      else lose(`${kind}: it had ended before`);
    } else await victim.kill();
    // An engine that was not killed ends by itself: at a checkpoint, or with its parent process.
    await gone(engine);
    try {
      await readRun(folder);
      const { progress } = await readCheckpoint(folder, 'last');
      if (progress.step < before) lose(`the checkpoint of step ${before} is gone: there is ${progress.step}`);
      before = progress.step;
    } catch (error) {
      lose(`${kind}: ${error}`);
    }
    count(kind);
  }
  await victim?.kill();
}

/** Waits until an engine has written a checkpoint. @returns its process */
async function engineOf(folder: string): Promise<number> {
  for (let tries = 0; tries < 1_200; tries++) {
    const pid = (await holderOf(lockPath(folder)))?.pid;
    const written = (await readdir(path.join(folder, 'checkpoints')).catch((): string[] => [])).includes('last.safetensors');
    if (pid !== undefined && written) return pid;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the engine did not begin');
}

const copySchema = z.object({ text: z.string() });
const copyText = (content: string): string => copySchema.parse(JSON.parse(content)).text;

/** The JSON files of a folder. One that is not whole is a loss. */
async function wholeFiles(
  folder: string,
  lose: (what: string) => void,
): Promise<readonly { readonly name: string; readonly content: string }[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const files = await Promise.all(
    names.map(async (name) => ({ name, content: await readFile(path.join(folder, name), 'utf8') })),
  );
  return files.filter(({ name, content }) => {
    try {
      JSON.parse(content);
      return true;
    } catch {
      lose(`${name} is half-written: ${content.length} characters`);
      return false;
    }
  });
}
