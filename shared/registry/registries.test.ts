import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXPORTERS } from '../export/index';
import { MIGRATIONS } from '../graph/migrations/index';
import { RULES } from '../graph/problems/index';
import { LANGS } from '../i18n/i18n';
import { ACTIVATIONS } from '../layers/activations/index';
import { fieldsOf } from '../layers/support/params';
import { DATASETS } from '../training/datasets/index';
import { LOSSES } from '../training/losses/index';
import { OPTIMIZERS } from '../training/optimizers/index';
import { SCHEDULES } from '../training/schedules/index';
import { TASKS } from '../training/tasks/index';
import { byName } from './by-name';

/** Each registry: its folder, its entries, and a property that marks an export of one of its files as an entry. */
const REGISTRIES = [
  { folder: 'layers/activations', entries: ACTIVATIONS, mark: 'kernel' },
  { folder: 'export', entries: EXPORTERS, mark: 'write' },
  { folder: 'training/losses', entries: LOSSES, mark: 'kernel' },
  { folder: 'training/optimizers', entries: OPTIMIZERS, mark: 'update' },
  { folder: 'training/schedules', entries: SCHEDULES, mark: 'rate' },
  { folder: 'training/tasks', entries: TASKS, mark: 'outputSize' },
] as const;

/** The exports of a folder's files with this property, by file. */
async function definedIn(folder: string, mark: string): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const names = readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' });
  const found = new Map<string, readonly unknown[]>();
  for (const file of names.filter((name) => /^(?!index\.|.*\.test\.).*\.ts$/.test(name))) {
    const exports: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ `../${folder}/${file}`);
    found.set(
      file,
      Object.values(exports).filter((one) => typeof one === 'object' && one !== null && mark in one),
    );
  }
  return found;
}

describe.each([
  ...REGISTRIES,
  { folder: 'graph/problems', entries: RULES, mark: 'find' },
  { folder: 'graph/migrations', entries: MIGRATIONS, mark: 'migrate' },
  { folder: 'training/datasets', entries: DATASETS, mark: 'classes' },
])('$folder', ({ folder, entries, mark }) => {
  test('lists exactly the entries that its files define, one per file', async () => {
    const all: readonly unknown[] = entries;
    const defined = await definedIn(folder, mark);
    for (const [file, own] of defined) {
      expect(own.length, `entries that ${file} exports`).toBeLessThanOrEqual(1);
      for (const entry of own) expect(all, `the entry of ${file} is in index.ts`).toContain(entry);
    }
    expect(all).toHaveLength([...defined.values()].flat().length);
  });
});

describe.each(REGISTRIES)('$folder', ({ entries }) => {
  const all: readonly { readonly name: string }[] = entries;
  const find = byName('entry', all);

  test('has unique names, and finds entries by name', () => {
    const names = all.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of all) expect(find(entry.name)).toBe(entry);
    expect(() => find('constructor')).toThrow('there is no entry constructor');
  });
});

describe.each([...ACTIVATIONS, ...LOSSES, ...OPTIMIZERS, ...SCHEDULES])('the parameters of $name', ({ params }) => {
  test('have texts in both languages, and a valid default', () => {
    const defaults = params.parse({});
    expect(params.parse(defaults)).toEqual(defaults);
    for (const [name, { label, help }] of fieldsOf(params))
      for (const lang of LANGS) for (const text of [label[lang], help[lang]]) expect(text.trim(), `${name} ${lang}`).not.toBe('');
  });
});

test('parameters of activations have unique names, since the Activation layer has all of them', () => {
  const names = ACTIVATIONS.flatMap(({ params }) => Object.keys(params.shape));
  expect(new Set(names).size).toBe(names.length);
});

test('every task has a loss, and every loss has a task', () => {
  for (const { name } of TASKS)
    expect(LOSSES.filter(({ tasks }) => tasks.some((task) => task === name)).length).toBeGreaterThan(0);
  for (const { tasks } of LOSSES) expect(tasks.length).toBeGreaterThan(0);
});
