import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Handlers, In } from '../../../shared/host/api';
import type { SetupPart, SetupProgress, SetupStatus } from '../../../shared/host/areas/setup';
import { hostError } from '../../../shared/host/errors';
import type { EventName, Payload } from '../../../shared/host/events';
import { hostText } from '../../../shared/host/messages';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { FromEngine, ToEngine } from '../../engine/protocol/protocol';
import { createMutex } from '../../files/mutex';
import { asFileError } from '../../files/text-file';
import { type Ended, type EngineProcess, howEnded, type StartEngine } from '../engine-process';
import { throttled } from '../runs/throttle';

/** Minimum interval between progress events, in milliseconds. */
const PROGRESS_EVERY = 100;

/** Maximum size of an uploaded data file in bytes: larger than any unpacked file of the data set. */
const MOST_BYTES = 48 * 2 ** 20;

/** The file in the data folder that marks the page of the first launch as closed. */
export const SETUP_SEEN = 'setup-seen';

/** The handlers of `setup.*`. */
export type SetupHandlers = Pick<Handlers, Extract<keyof Handlers, `setup.${string}`>>;

interface Options {
  /** The data folder. */
  readonly folder: string;
  readonly startEngine: StartEngine;
  tell<E extends EventName>(event: E, payload: Payload<E>): void;
}

/** Sets up engines and data. The engine's process does the work, as for the terminal's `doctor` and `data`. */
export function createSetup({ folder, startEngine, tell }: Options): {
  readonly handlers: SetupHandlers;
  close(): Promise<void>;
} {
  const dismissed = path.join(folder, SETUP_SEEN);
  const given = path.join(folder, 'given');
  const turn = createMutex();
  let doing: { readonly part: SetupPart; progress: SetupProgress; readonly engine: EngineProcess; stopped: boolean } | undefined;

  const tellProgress = throttled(() => {
    if (doing) tell('setup.progress', { part: doing.part, progress: doing.progress });
  }, PROGRESS_EVERY);

  /** Starts a task in an engine's process. */
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
    if (!found) throw hostError('setupDied', { how: howEnded(ended) });
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

  /** Appends a piece to an uploaded file. */
  async function give({ name, at, base64 }: In<'setup.give'>): Promise<void> {
    const bytes = Buffer.from(base64, 'base64');
    if (at + bytes.length > MOST_BYTES) throw hostError('dataTooLarge', { file: name });
    const file = path.join(given, name);
    try {
      await mkdir(given, { recursive: true, mode: 0o700 });
      if (at === 0) await rm(file, { force: true });
      const size = (await stat(file).catch(() => undefined))?.size ?? 0;
      // A piece must continue the file: a gap would be filled with zeros.
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
        // If the file cannot be written, the page is shown again the next time.
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
  if (ended.type === 'died') return hostText('setupDied', { how: howEnded(ended) });
  return ended.state === 'failed' ? (ended.reason ?? hostText('failed')) : null;
}

/** The total size of the data set's files in a folder, in bytes. */
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
