import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasCode, systemCode, systemProblem } from './system-error';

const failure = (file: string): Promise<unknown> =>
  readFile(file).then(
    () => undefined,
    (error: unknown) => error,
  );

it('tells errors of the operating system by their meaning', async () => {
  const missing = await failure(join(tmpdir(), 'no', 'such', 'file'));
  expect([systemCode(missing), systemProblem(missing)]).toEqual(['ENOENT', 'missing']);
  expect(hasCode(missing, 'EEXIST', 'ENOENT')).toBe(true);
  expect(hasCode(missing, 'EEXIST')).toBe(false);
  expect(systemProblem(await failure('a\0b'))).toBe('missing');
  expect(systemProblem(await failure(tmpdir()))).toBe('folder');
});

it('knows other codes, and errors without one', () => {
  expect(systemProblem(Object.assign(new Error(), { code: 'EIO' }))).toBe('other');
  expect(systemProblem(Object.assign(new Error(), { code: 'EDQUOT' }))).toBe('full');
  for (const error of [new Error('plain'), Object.assign(new Error(), { code: 7 }), { code: 'ENOENT' }, undefined]) {
    expect(systemProblem(error)).toBeUndefined();
    expect(hasCode(error, 'ENOENT')).toBe(false);
  }
});
