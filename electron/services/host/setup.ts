import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Handlers, In } from '../../../shared/host/api';
import type { SetupPart, SetupProgress, SetupStatus } from '../../../shared/host/areas/setup';
import { hostError } from '../../../shared/host/errors';
import type { EventName, Payload } from '../../../shared/host/events';
import { hostText } from '../../../shared/host/messages';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { FromEngine, ToEngine } from '../../engine/protocol/protocol';
import { inTurn } from '../../files/mutex';
import { asFileError } from '../../files/text-file';
import type { Ended, EngineProcess, StartEngine } from '../engine-process';
import { throttled } from '../runs/throttle';

/** How often the progress is told, in milliseconds. */
const PROGRESS_EVERY = 100;

/** More than any of the data set's files has, unpacked, in bytes. */
const MOST_BYTES = 48 * 2 ** 20;

/** The file that says that the page of the first launch was closed, in the data folder. */
export const SETUP_SEEN = 'setup-seen';

/** What carries out `setup.*`. */
export type SetupHandlers = Pick<Handlers, Extract<keyof Handlers, `setup.${string}`>>;

interface Options {
  /** The data folder. */
  readonly folder: string;
  readonly startEngine: StartEngine;
  tell<E extends EventName>(event: E, payload: Payload<E>): void;
}

/** Getting engines and data ready: the engine's own process does the work, as it does for the terminal's `doctor` and `data`. */
export function createSetup({ folder, startEngine, tell }: Options): {
  readonly handlers: SetupHandlers;
  close(): Promise<void>;
} {
  const dismissed = path.join(folder, SETUP_SEEN);
  const given = path.join(folder, 'given');
  const turn = inTurn();
  let doing: { readonly part: SetupPart; progress: SetupProgress; readonly engine: EngineProcess; stopped: boolean } | undefined;

  const tellProgress = throttled(() => {
    if (doing) tell('setup.progress', { part: doing.part, progress: doing.progress });
  }, PROGRESS_EVERY);

  /** Has an engine do something, until it ends. */
  function begin(part: SetupPart, task: ToEngine, finish: () => Promise<void> = async () => {}): void {
    if (doing) throw hostError('setupBusy');
    const engine = startEngine(task, (message) => {
      if (message.type !== 'preparing' || doing?.engine !== engine) return;
      const { step, done, total } = message;
      doing.progress = { step, ...(done === undefined ? {} : { done }), ...(total === undefined ? {} : { total }) };
      tellProgress();
    });
    const current = { part, progress: { step: hostText('setupBegins') }, engine, stopped: false };
    doing = current;
    tellProgress();
    void engine.ended.then(async (ended) => {
      doing = undefined;
      await finish();
      tell('setup.ended', { part, error: current.stopped ? null : errorOf(ended) });
    });
  }

  async function look(): Promise<FromEngine & { type: 'described' }> {
    let found: (FromEngine & { type: 'described' }) | undefined;
    const engine = startEngine({ type: 'describe' }, (message) => {
      if (message.type === 'described') found = message;
    });
    const ended = await engine.ended;
    if (!found)
      throw hostError('setupDied', { how: ended.type === 'died' ? (ended.signal ?? `exit ${ended.code}`) : ended.state });
    return found;
  }

  async function status(): Promise<SetupStatus> {
    const found = await look();
    const data = found.data.map(async ({ name, where }) => ({ name, where, bytes: await dataBytes(where) }));
    return {
      engines: found.engines.map(({ name, ready, there, missing, how }) => ({
        name,
        ready,
        there,
        missing,
        ...(how ? { how } : {}),
      })),
      data: await Promise.all(data),
      searches: found.searches,
      doing: doing ? { part: doing.part, progress: doing.progress } : null,
    };
  }

  /** Writes a piece of a file behind those that came before it. */
  async function give({ name, at, base64 }: In<'setup.give'>): Promise<void> {
    const bytes = Buffer.from(base64, 'base64');
    if (at + bytes.length > MOST_BYTES) throw hostError('dataTooLarge', { file: name });
    const file = path.join(given, name);
    try {
      await mkdir(given, { recursive: true, mode: 0o700 });
      if (at === 0) await rm(file, { force: true });
      const size = (await stat(file).catch(() => undefined))?.size ?? 0;
      // A piece that leaves a gap would have the disk keep nothing for it.
      if (at !== size) throw hostError('badInput', { call: 'setup.give', where: 'at' });
      const handle = await open(file, 'a', 0o600);
      try {
        await handle.write(bytes);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw asFileError(error, name, 'write');
    }
  }

  return {
    handlers: {
      'setup.first': async () => ({ first: (await stat(dismissed).catch(() => undefined)) === undefined }),
      'setup.status': status,
      'setup.obtain': async ({ part }) => {
        begin(part, { type: 'obtain', what: part });
        return {};
      },
      'setup.stop': async () => {
        if (!doing) return {};
        doing.stopped = true;
        doing.engine.send({ type: 'stop' });
        return {};
      },
      'setup.give': (piece) =>
        turn(async () => {
          await give(piece);
          return {};
        }),
      'setup.useGiven': async () => {
        await turn(async () =>
          begin('data', { type: 'adopt', folder: given }, () => rm(given, { recursive: true, force: true })),
        );
        return {};
      },
      'setup.dismiss': async () => {
        // Where it cannot be written, it is asked again the next time.
        await writeFile(dismissed, '').catch(() => {});
        return {};
      },
    },
    close: async () => {
      tellProgress.cancel();
      if (!doing) return;
      doing.stopped = true;
      doing.engine.send({ type: 'stop' });
      await doing.engine.ended;
    },
  };
}

function errorOf(ended: Ended): LocalizedText | null {
  if (ended.type === 'died') return hostText('setupDied', { how: ended.signal ?? `exit ${ended.code}` });
  return ended.state === 'failed' ? (ended.reason ?? hostText('failed')) : null;
}

/** The bytes of the data set's files in a folder. */
async function dataBytes(folder: string): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /idx[13]-ubyte(\.gz)?$/.test(name));
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
