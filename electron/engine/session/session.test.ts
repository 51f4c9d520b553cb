import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDocument } from '../../../shared/graph/document';
import { applyEdits } from '../../../shared/graph/edits/edit';
import { ownText } from '../../../shared/i18n/message-error';
import { createRun, lockPath, readRun } from '../../run-folder/folder';
import type { Command } from '../run/loop';
import { carryOut, type SessionEvent } from './session';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-session-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const document = applyEdits(emptyDocument('Session'), 'model', [
  { type: 'add', kind: 'Conv2D', id: 'conv', params: { filters: 1, padding: [1, 1], kernel: [3, 3] } },
  { type: 'connect', from: 'input', to: 'conv' },
]);

/** Begins a run on Fashion-MNIST and stops it once the server, which answers nothing, is asked for a file. */
async function stoppedWhileFetching(name: string, command: Command & { type: 'stop' }) {
  const folder = join(home, name);
  await createRun(folder, {
    ...{ format: 'patchbay-run', version: 1, id: name, name, created: '2026-01-02T03:04:05.000Z', state: 'running' },
    ...{ document, graph: document.graphs[0]?.id ?? '', data: { dataset: 'fashion-mnist' } },
    ...{ weightsFrom: [], interventions: [], timings: [] },
  });
  const [commands, events, stopping]: [Command[], SessionEvent[], AbortController] = [[], [], new AbortController()];
  const server = createServer(() => {
    commands.push(command);
    stopping.abort();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const where = { env: { XDG_CACHE_HOME: join(home, 'cache') }, platform: 'win32', home, cwd: home } as const;
  try {
    const outcome = await carryOut(
      { folder, engine: 'wasm', offline: false, fetch: { where, addresses: [`http://127.0.0.1:${address.port}/`] } },
      {
        poll: () => commands.shift(),
        wait: () => Promise.reject(new Error('nothing waits before the first step')),
        stopped: stopping.signal,
        emit: (event) => events.push(event),
      },
    );
    return { outcome, folder, events };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it('a command to stop ends the download of the data at once, and nothing half-written stays', async () => {
  const { outcome, folder, events } = await stoppedWhileFetching('stopped', { type: 'stop' });
  expect(outcome).toEqual({ state: 'stopped' });
  expect(events.map(({ type }) => type)).not.toContain('ready');
  const run = await readRun(folder);
  expect(run).toMatchObject({ state: 'stopped', data: { dataset: 'fashion-mnist' } });
  expect(run.data.source).toBeUndefined();
  expect(existsSync(join(home, 'cache', 'patchbay', 'fashion-mnist'))).toBe(false);
  expect(existsSync(join(folder, 'checkpoints', 'last.safetensors'))).toBe(false);
  expect(existsSync(lockPath(folder))).toBe(false);
});

it('the reason of a stop is recorded', async () => {
  const reason = { en: 'closed', es: 'cerrado' };
  const { outcome, folder } = await stoppedWhileFetching('reason', { type: 'stop', reason });
  expect(outcome).toEqual({ state: 'stopped', reason });
  expect((await readRun(folder)).reason).toEqual(reason);
});

it('a failure of its own stays one', async () => {
  await expect(
    carryOut(
      { folder: join(home, 'none'), engine: 'wasm', offline: true },
      {
        poll: () => undefined,
        wait: () => Promise.reject(new Error('nothing waits')),
        stopped: AbortSignal.abort(),
        emit: () => {},
      },
    ),
  ).rejects.toSatisfy((error) => /ENOENT|run\.json/.test(`${error} ${ownText(error)?.en}`));
});
