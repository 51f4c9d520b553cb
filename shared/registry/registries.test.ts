import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXPORTERS } from '../export/index';
import { LANGS } from '../i18n/i18n';
import { ACTIVATIONS } from '../layers/activations/index';
import { fieldsOf } from '../layers/support/params';
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

describe.each(REGISTRIES)('$folder', ({ folder, entries, mark }) => {
  const files = readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?!index\.|.*\.test\.).*\.ts$/.test(name),
  );
  const all: readonly { readonly name: string }[] = entries;
  const find = byName('entry', all);

  test('lists what its files define, and nothing else', async () => {
    const defined: unknown[] = [];
    for (const file of files) {
      const exports: Readonly<Record<string, unknown>> = await import(`../${folder}/${file}`);
      const own = Object.values(exports).filter((one) => typeof one === 'object' && one !== null && mark in one);
      expect(own.length, `entries that ${file} exports`).toBeLessThanOrEqual(1);
      for (const entry of own) expect(all, `the entry of ${file} is in index.ts`).toContain(entry);
      defined.push(...own);
    }
    expect(all).toHaveLength(defined.length);
  });

  test('has each name once, and finds it', () => {
    const names = all.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of all) expect(find(entry.name)).toBe(entry);
    expect(() => find('constructor')).toThrow('there is no entry constructor');
  });
});

describe.each([...ACTIVATIONS, ...OPTIMIZERS, ...SCHEDULES])('the parameters of $name', ({ params }) => {
  test('have words in both languages, and a default that can be', () => {
    const defaults = params.parse({});
    expect(params.parse(defaults)).toEqual(defaults);
    for (const [name, { label, help }] of fieldsOf(params))
      for (const lang of LANGS) for (const text of [label[lang], help[lang]]) expect(text.trim(), `${name} ${lang}`).not.toBe('');
  });
});

test('no two activations have a parameter of one name, since the Activation layer has those of all', () => {
  const names = ACTIVATIONS.flatMap(({ params }) => Object.keys(params.shape));
  expect(new Set(names).size).toBe(names.length);
});

test('every task has a loss, and every loss a task', () => {
  for (const { name } of TASKS)
    expect(LOSSES.filter(({ tasks }) => tasks.some((task) => task === name)).length).toBeGreaterThan(0);
  for (const { tasks } of LOSSES) expect(tasks.length).toBeGreaterThan(0);
});
