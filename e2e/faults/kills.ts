import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { Random } from '../../electron/engine/data/random';
import { readCheckpoint } from '../../electron/engine/run/checkpoint';
import { readRun } from '../../electron/engine/run/folder';
import { parseDocument } from '../../shared/graph/parse';
import { startVictim, type Victim } from './client';

export interface KillReport {
  readonly survived: Readonly<Record<string, number>>;
  /** What was lost or half-written, in words. */
  readonly losses: readonly string[];
}

/** The document that is edited: its name says which edit it is. */
const documentOf = (text: string, edit: number) => JSON.stringify({ ...JSON.parse(text), name: `edit ${edit}` });
const editOf = (text: string): number => {
  const parsed = parseDocument(text);
  return parsed.ok ? Number(/^edit (\d+)$/.exec(parsed.document.name)?.[1] ?? -1) : -1;
};

/** Kills the server, and the engine, at random moments while one edits, saves and trains; then looks at what is left. */
export async function tryKills(editing: number, training: number, seed: number): Promise<KillReport> {
  const random = new Random(seed, 11);
  const survived: Record<string, number> = {};
  const losses: string[] = [];
  const text = await readFile('presets/table2-baseline.patchbay.json', 'utf8');
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-kills-'));
  const count = (kind: string) => {
    survived[kind] = (survived[kind] ?? 0) + 1;
  };
  let edit = 0;
  let preset: string | undefined;
  for (let kill = 0; kill < editing; kill++) {
    const victim = await startVictim(home);
    let [kept, saved] = [edit, edit];
    let going = true;
    const work = (async () => {
      while (going) {
        const next = ++edit;
        const document = documentOf(text, next);
        const keep = { window: 'faults-window', key: 'document', name: 'net', saved: null, text: document, file: null };
        if ((await victim.call('recovery.keep', keep)).ok) kept = next;
        const answer = await victim.call('presets.save', {
          name: `edit ${next}`,
          text: document,
          ...(preset ? { replace: preset } : {}),
        });
        if (!answer.ok) continue;
        saved = next;
        preset = z.object({ id: z.string() }).parse(answer.output).id;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 20 + random.between(0, 1) * 400));
    const [minimumKept, minimumSaved] = [kept, saved];
    await victim.kill();
    going = false;
    await work;
    const copies = await jsonFiles(path.join(home, 'recovery'));
    const copy = copies.map((one) => z.object({ text: z.string() }).safeParse(one).data?.text).find((one) => one !== undefined);
    if (minimumKept > 0 && editOf(copy ?? '') < minimumKept)
      losses.push(`edit ${minimumKept} was kept, and is gone (${editOf(copy ?? '')})`);
    if (preset !== undefined) {
      const file = path.join(home, 'presets', `${preset.slice('own/'.length)}.patchbay.json`);
      const found = editOf(await readFile(file, 'utf8').catch(() => ''));
      if (found < minimumSaved) losses.push(`edit ${minimumSaved} was saved, and ${file} has ${found}`);
    }
    count('server, while editing and saving');
  }
  if (training > 0) await killTraining(home, text, training, random, count, losses);
  await rm(home, { recursive: true, force: true });
  return { survived, losses };
}

async function killTraining(
  home: string,
  text: string,
  times: number,
  random: Random,
  count: (kind: string) => void,
  losses: string[],
): Promise<void> {
  const document = JSON.parse(text);
  Object.assign(document.graphs[0].training, { dataset: 'synthetic', epochs: 100_000 });
  let id: string | undefined;
  let victim: Victim | undefined;
  let before = 0;
  for (let kill = 0; kill < times; kill++) {
    if (!victim?.alive) victim = await startVictim(home);
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
    } else await victim.call('runs.resume', { id });
    const folder = path.join(home, 'runs', id);
    const pid = await engineOf(folder);
    await new Promise((resolve) => setTimeout(resolve, 100 + random.between(0, 1) * 1_500));
    const [kind, killed] = kill % 2 === 0 ? ['engine, while training', pid] : ['server, while training', victim.pid];
    try {
      process.kill(killed, 'SIGKILL');
    } catch {
      losses.push(`${kind}: it had ended before`);
    }
    if (killed === victim.pid) {
      await victim.kill();
      // The engine ends by itself, at a checkpoint.
      await gone(pid);
    } else await gone(pid);
    try {
      await readRun(folder);
      const { progress } = await readCheckpoint(folder, 'last');
      if (progress.step < before) losses.push(`the checkpoint of step ${before} is gone: there is ${progress.step}`);
      before = progress.step;
      const leftovers = (await readdir(path.join(folder, 'checkpoints'))).filter((name) => name.endsWith('.safetensors'));
      if (leftovers.length === 0) losses.push('there is no checkpoint');
    } catch (error) {
      losses.push(`${kind}: ${error}`);
    }
    count(kind);
  }
  await victim?.kill();
}

/** Waits until the engine has written its first checkpoint. @returns its process */
async function engineOf(folder: string): Promise<number> {
  for (let tries = 0; tries < 600; tries++) {
    const lock = await readFile(path.join(folder, 'lock'), 'utf8').catch(() => '');
    const pid = /"pid":(\d+)/.exec(lock)?.[1];
    const written = (await readdir(path.join(folder, 'checkpoints')).catch((): string[] => [])).includes('last.safetensors');
    if (pid !== undefined && written && isAlive(Number(pid))) return Number(pid);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the engine did not begin');
}

async function gone(pid: number): Promise<void> {
  for (let tries = 0; tries < 300 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function jsonFiles(folder: string): Promise<readonly unknown[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const files = names.map(async (name): Promise<unknown> => JSON.parse(await readFile(path.join(folder, name), 'utf8')));
  return Promise.all(files);
}
