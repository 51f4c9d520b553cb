import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const HELPERS = new Set(['command.ts', 'commands.test.ts', 'index.ts', 'selection.ts']);
const files = readdirSync(folder).filter((file) => !HELPERS.has(file));
const source = (file: string) => readFileSync(`${folder}/${file}`, 'utf8');

it.each(files)('%s is in the index', (file) => {
  expect(source('index.ts')).toContain(`'./${file.replace('.ts', '')}'`);
});

it('no two commands have the same id or the same keys', () => {
  const texts = files.map(source).join('\n');
  const all = (pattern: RegExp) => [...texts.matchAll(pattern)].map(([, found]) => found);
  const ids = all(/ id: '([^']+)'/g);
  const keys = all(/shortcuts: \[([^\]]+)\]/g).flatMap((list = '') => list.split(/,\s*/));
  expect(ids).toHaveLength(files.length);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});
