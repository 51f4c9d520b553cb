import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bringBack, emptyTrash, putAside } from './trash';

const DAY = 24 * 3_600_000;
const home = mkdtempSync(path.join(tmpdir(), 'patchbay-trash-'));
const before = process.env['PATCHBAY_HOME'];

beforeAll(() => {
  process.env['PATCHBAY_HOME'] = home;
});
beforeEach(() => {
  for (const name of readdirSync(home)) rmSync(path.join(home, name), { recursive: true });
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

function make(id: string, content: string): void {
  mkdirSync(path.join(home, 'runs', id), { recursive: true });
  writeFileSync(path.join(home, 'runs', id, 'run.json'), content);
}
const read = (id: string) => readFileSync(path.join(home, 'runs', id, 'run.json'), 'utf8');

test('two deleted runs of one name are both kept, and the last one is restored first', async () => {
  make('net', 'the first');
  await putAside('net', { id: 'net' }, DAY);
  make('net', 'the second');
  await putAside('net', undefined, 2 * DAY);
  expect(await bringBack('net')).toBeUndefined();
  expect(read('net')).toBe('the second');
  // The older one cannot be restored until its name is free.
  await expect(bringBack('net')).rejects.toMatchObject({ code: 'taken' });
  rmSync(path.join(home, 'runs', 'net'), { recursive: true });
  expect(await bringBack('net')).toEqual({ id: 'net' });
  expect(read('net')).toBe('the first');
  await expect(bringBack('net')).rejects.toMatchObject({ code: 'notInTrash' });
  expect(readdirSync(path.join(home, 'trash'))).toEqual([]);
});

test('a deleted run whose record cannot be read is kept for a week, too', async () => {
  make('net', 'the run');
  await putAside('net', undefined);
  const [place = ''] = readdirSync(path.join(home, 'trash'));
  writeFileSync(path.join(home, 'trash', place, 'deleted.json'), '{');
  await emptyTrash();
  expect(readdirSync(path.join(home, 'trash'))).toEqual([place]);
  await emptyTrash(Date.now() + 8 * DAY);
  expect(readdirSync(path.join(home, 'trash'))).toEqual([]);
});

test('a name that is a prefix of another name is a different run', async () => {
  make('net-2', 'another');
  await putAside('net-2', undefined);
  await expect(bringBack('net')).rejects.toMatchObject({ code: 'notInTrash' });
});

test('runs deleted more than a week ago are removed permanently, and later ones kept', async () => {
  make('net', 'the first');
  await putAside('net', undefined, 0);
  make('net', 'the second');
  await putAside('net', undefined, 2 * DAY);
  await emptyTrash(8 * DAY);
  expect(readdirSync(path.join(home, 'trash'))).toHaveLength(1);
  await bringBack('net');
  expect(read('net')).toBe('the second');
});
