import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ACTIVATIONS } from '../shared/layers/activations/index';
import { KINDS } from '../shared/layers/index';
import { LOSSES } from '../shared/training/losses/index';
import { OPTIMIZERS } from '../shared/training/optimizers/index';

/** The README says of the folders, the layers and the presets what there is. */

const README = readFileSync('README.md', 'utf8');

/** The text between a heading and the next one of its level or above. */
function section(heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const start = README.indexOf(`\n${heading}\n`);
  expect(start, `README has the heading ${heading}`).toBeGreaterThan(-1);
  const rest = README.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}

describe('README', () => {
  test('names every folder of depth 2 where it says how Patchbay is built', () => {
    const { stdout } = spawnSync('git', ['ls-files'], { encoding: 'utf8' });
    const files = stdout.split('\n').filter((file) => /^(shared|electron|renderer|presets|e2e)\//.test(file));
    const folders = new Set(files.flatMap((file) => file.split('/').slice(0, -1).slice(0, 2)));
    expect(folders.size).toBeGreaterThan(20);
    const built = section('## How it is built');
    expect([...folders].filter((folder) => !built.includes(`${folder}/`))).toEqual([]);
  });

  test('names every kind of layer', () => {
    const layers = section('## Layers');
    expect(KINDS.filter(({ kind }) => !layers.includes(`\`${kind}\``)).map(({ kind }) => kind)).toEqual([]);
  });

  test('names every activation, loss and optimizer', () => {
    const layers = section('## Layers');
    const names = [...ACTIVATIONS, ...LOSSES, ...OPTIMIZERS].map(({ name }) => name);
    expect(names.filter((name) => !layers.includes(`\`${name}\``))).toEqual([]);
  });

  test('names every preset', () => {
    const presets = section('## Presets');
    const names = readdirSync('presets').flatMap((file) => /^(.+)\.patchbay\.json$/.exec(file)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !presets.includes(`\`${name}\``))).toEqual([]);
  });
});

test('CONTRIBUTING names only files and folders that exist', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');
  const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link);
  const paths = [...text.matchAll(/`((?:shared|electron|renderer|\.)[\w.-]*(?:\/[\w.-]*)*)`/g)].map(([, path]) => path);
  const named = [...links, ...paths].flatMap((path) => path ?? []);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
