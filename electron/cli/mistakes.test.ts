import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGS } from '../../shared/i18n/i18n';
import { main } from './main';

/** Tests that ordinary mistakes with files and folders are told in words, in every language. */

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-mistakes-'));
const at = (...names: readonly string[]) => path.join(root, ...names);
const DOCUMENT = 'presets/table2-baseline.patchbay.json';
const train = (...more: readonly string[]) => ['train', DOCUMENT, '--data', 'synthetic', '--train', '20', '--val', '20', ...more];
const before = process.env['PATCHBAY_HOME'];

beforeAll(() => {
  process.env['PATCHBAY_HOME'] = at('home');
  writeFileSync(at('file'), 'not a folder');
  mkdirSync(at('full'));
  writeFileSync(at('full', 'a'), '');
  mkdirSync(at('no-run'));
  symlinkSync(at('loop'), at('loop'));
  mkdirSync(at('damaged'));
  writeFileSync(at('damaged', 'run.json'), '{"format":');
  mkdirSync(at('wrong'));
  writeFileSync(at('wrong', 'run.json'), '{"format":"patchbay-run","version":1,"id":7}');
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

const MISTAKES: readonly (readonly [string, readonly string[]])[] = [
  ['a run in the place of a file', train('--out', at('file'))],
  ['a run in a file', train('--out', at('file', 'run'))],
  ['a run in a folder that is not empty', train('--out', at('full'))],
  ['a run with a name that is too long', train('--out', at('x'.repeat(300)))],
  ['a run in a link to itself', train('--out', at('loop', 'run'))],
  ['show of a folder without a run', ['show', at('no-run')]],
  ['show of what is not there', ['show', at('nothing')]],
  ['show of a file', ['show', at('file')]],
  ['show of a damaged run.json', ['show', at('damaged')]],
  ['show of a run.json with a wrong value', ['show', at('wrong')]],
  ['resume of a folder without a run', ['resume', at('no-run'), '--epochs', '3']],
  ['evaluate of a folder without a run', ['evaluate', at('no-run')]],
  ['check of what is not there', ['check', at('nothing.json')]],
  ['weights of what is no run', train('--weights-from', at('no-run'))],
];

test.each(LANGS.flatMap((lang) => MISTAKES.map(([name, argv]) => [name, lang, argv] as const)))(
  '%s is told in words (%s)',
  async (_, lang, argv) => {
    let told = '';
    const write = (text: string) => {
      told += text;
    };
    const exit = await main([...argv, '--lang', lang], { columns: undefined, colour: false, env: {}, out: write, error: write });
    expect(exit).toBeGreaterThan(0);
    expect(told).toMatch(lang === 'en' ? /^patchbay: [A-Z/].*\.\n/s : /^patchbay: .*(archivo|carpeta|ejecución|nombre|enlace)/s);
    // Neither an internal error, nor a stack trace, nor a library's words.
    expect(told).not.toMatch(/Internal error|Error interno|\n\s+at |PATCHBAY_DEBUG|\[\s*\{|E[A-Z]{4,}/);
  },
);
