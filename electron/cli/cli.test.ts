import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseDocument } from '../../shared/graph/parse';
import { LANGS } from '../../shared/i18n/i18n';
import { KINDS } from '../../shared/layers/index';
import { COMMANDS } from './commands/index';
import { main } from './main';
import type { Terminal } from './output/terminal';
import { widthOf } from './output/text';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const LAUNCHER = path.join(REPOSITORY, 'electron', 'cli', 'patchbay.mjs');
const preset = (name: string) => path.join(REPOSITORY, 'presets', `${name}.patchbay.json`);
const [BASELINE, AS_PRINTED] = [preset('table2-baseline'), preset('table2-as-printed')];

const root = mkdtempSync(path.join(tmpdir(), 'patchbay cli-'));
let folder = root;
let count = 0;
const at = (...names: readonly string[]) => path.join(folder, ...names);
const read = (file: string) => readFileSync(file, 'utf8');

beforeEach(() => {
  folder = path.join(root, String(count++));
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const messagesSchema = z.strictObject({ en: z.record(z.string(), z.string()), es: z.record(z.string(), z.string()) });

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
async function run(args: readonly string[], options: Partial<Pick<Terminal, 'columns' | 'colour' | 'env'>> = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const code = await main(args, {
    columns: undefined,
    colour: false,
    env: {},
    ...options,
    out: (text) => {
      written.out += text;
    },
    error: (text) => {
      written.err += text;
    },
  });
  return { code, ...written };
}

/** Runs the launcher in its own process. */
function launch(args: readonly string[], { cwd = folder, env = {}, launcher = LAUNCHER } = {}): Ran {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    cwd,
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** A document of one graph, as text, with defaults for all other fields. */
function written(nodes: object, edges: readonly (readonly [string, string, number?])[] = [], more: object = {}): string {
  const wires = edges.map(([from, to, toPort = 0], index) => ({ id: `e${index}`, from, to, toPort }));
  const training = { task: 'classification', loss: 'CrossEntropy' };
  return JSON.stringify({ format: 'patchbay', version: 1, graphs: [{ id: 'model', nodes, edges: wires, training }], ...more });
}

const triple = z.tuple([z.int(), z.int(), z.int()]);
const checkSchema = z.strictObject({
  ok: z.boolean(),
  nodes: z.array(
    z.strictObject({
      graph: z.string(),
      id: z.string(),
      kind: z.string(),
      in: z.union([triple, z.null(), z.array(triple.nullable())]),
      out: triple.nullable(),
      params: z.int().nullable(),
      flops: z.int().nullable(),
    }),
  ),
  problems: z.array(
    z.strictObject({
      graph: z.string().nullable(),
      node: z.string().nullable(),
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      param: z.string().nullable(),
      message: z.string().min(1),
      fixes: z.array(
        z.strictObject({ n: z.int(), message: z.string().min(1), edits: z.array(z.looseObject({ type: z.string() })).min(1) }),
      ),
    }),
  ),
});

/** Parses the output of `check --json`, which must have exactly the documented form. */
const parseCheck = (text: string) => checkSchema.parse(JSON.parse(text));

describe('the launcher', () => {
  test('checks the baseline of Table 2', () => {
    const { code, out, err } = launch(['check', BASELINE]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const size of ['26×26×16', '13×13×16', '11×11×32', '5×5×32', '28×28×1']) expect(out).toContain(size);
    expect(out).toContain('18,193 parameters');
    expect(out).toContain('(5 − 1)·2 − 2·0 + 1·(5 − 1) + 0 + 1 = 13');
    expect(out).not.toContain('\x1b');
  });

  test('exits with 1 for row 5 of Table 2 as printed, in the language of the system', () => {
    const { code, out, err } = launch(['check', AS_PRINTED], { env: { LC_ALL: '', LANG: 'es_AR.UTF-8' } });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('1 error');
    expect(out).toMatch(/✗ convt1 · padding\n {2}Da 9×9×16 y debería dar 13×13×16.*\n {2}1 {2}Poner padding en 0\n/);
  });

  test('runs from any folder, whatever it contains, and through a symbolic link', () => {
    writeFileSync(at('tsconfig.json'), '{{{');
    writeFileSync(at('package.json'), '{{{');
    symlinkSync(LAUNCHER, at('patchbay'));
    expect(launch(['-V'], { launcher: at('patchbay') })).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });

  test('runs as an npm script, with only JSON on standard output', () => {
    const out = execFileSync('npm', ['run', '-s', 'patchbay', '--', 'check', BASELINE, '--json'], {
      cwd: REPOSITORY,
      encoding: 'utf8',
    });
    expect(parseCheck(out)).toMatchObject({ ok: true, problems: [] });
  });

  test('exits with 2 if the file does not exist', () => {
    const { code, out, err } = launch(['check', 'none.json', '--lang', 'es']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('patchbay: No existe el archivo none.json.\n');
  });

  test('exits quietly when its output pipe is closed', async () => {
    const child = spawn(process.execPath, [LAUNCHER, 'check', preset('residual-net'), '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('detaches, checks, fixes and exports a document', () => {
    const steps = [
      ['detach', BASELINE, '--at', 'pool2', '--out', 'both.json'],
      ['check', 'both.json', '--strict'],
      ['fix', AS_PRINTED, '--apply', '1', '--out', 'mended.json'],
      ['check', 'mended.json', '--strict'],
      ['export', 'both.json', '--graph', 'classifier', '--to', 'pytorch', '--out', 'train.py'],
    ];
    for (const step of steps) expect(launch(step)).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(folder)).toEqual(['both.json', 'mended.json', 'train.py']);
  });
});

describe('usage', () => {
  const wrong: readonly (readonly [readonly string[], string, string])[] = [
    [['frob'], 'There is no command frob.', 'No existe el comando frob.'],
    [['check'], 'FILE|FOLDER is missing.', 'Falta ARCHIVO|CARPETA.'],
    [['check', 'a', 'b'], 'There are too many arguments.', 'Hay demasiados argumentos.'],
    [['check', 'a', '--frob'], 'There is no option --frob.', 'No existe la opción --frob.'],
    [['check', 'a', '--csv', '--json'], '--json and --csv cannot be used together.', '--json y --csv no se pueden usar juntas.'],
    [['check', 'a', '--graph'], '--graph ID needs a value.', '--graph ID requiere un valor.'],
    [['fix', 'a', '--out', 'b'], '--apply N is required.', 'Falta la opción obligatoria --apply N.'],
    [['fix', 'a', '--apply', '1'], '--out FILE is required.', 'Falta la opción obligatoria --out ARCHIVO.'],
    [
      ['fix', 'a', '--apply', '1.5', '--out', 'b'],
      '1.5 is not a valid value of --apply N.',
      '1.5 no es un valor válido de --apply N.',
    ],
    [['detach', 'a', '--out', 'b'], '--at NODE is required.', 'Falta la opción obligatoria --at NODO.'],
    [['export', 'a', '--to', 'torch', '--out', 'b'], 'torch is not a valid value of', 'torch no es un valor válido de'],
  ];

  test.each(wrong)('%s', async (args, english, spanish) => {
    const [en, es] = [await run(args), await run([...args, '--lang', 'es'])];
    expect(en).toMatchObject({ code: 2, out: '' });
    expect(es).toMatchObject({ code: 2, out: '' });
    expect(en.err).toContain(`patchbay: ${english}`);
    expect(es.err).toContain(`patchbay: ${spanish}`);
  });

  test('accepts --lang before and after the command, and uses the system’s language', async () => {
    const spanish = 'Uso: patchbay check';
    for (const args of [
      ['--lang', 'es', 'check', '-h'],
      ['check', '--lang=es', '-h'],
      ['check', '-h', '--lang', 'es'],
    ])
      expect((await run(args)).out).toContain(spanish);
    expect((await run(['check', '-h'], { env: { LC_ALL: 'es', LANG: 'en_US' } })).out).toContain(spanish);
    expect((await run(['check', '-h'], { env: { LC_MESSAGES: 'es_ES.UTF-8' } })).out).toContain(spanish);
    expect((await run(['check', '-h'], { env: { LANG: 'de_DE' } })).out).toContain('Usage: patchbay check');
    expect((await run(['check', '-h', '--lang', 'en'], { env: { LANG: 'es' } })).out).toContain('Usage: patchbay check');
    expect(await run(['--lang', 'fr', 'check', BASELINE])).toMatchObject({ code: 2, out: '' });
  });

  test('shows its help in both languages, without words of the other', async () => {
    const commands = 'check fix detach export train resume study runs show evaluate predict data doctor serve'.split(' ');
    for (const args of [
      ['--help'],
      ...commands.map((command) => [command, '--help']),
      ...commands.map((command) => ['help', command]),
    ]) {
      const [en, es] = [await run(args), await run([...args, '--lang', 'es'])];
      expect(en).toMatchObject({ code: 0, err: '' });
      expect(es).toMatchObject({ code: 0, err: '' });
      // The command `show` has the same name in every language.
      const spanish = es.out.replace(/^ {2}show |patchbay show/gm, '');
      expect(spanish).not.toMatch(/usage|options|default|choices|display|show|file|write/i);
      expect(en.out).not.toMatch(/opciones|archivo|muestra|escribe/i);
    }
    expect(await run([])).toMatchObject({ code: 2, out: '' });
    expect((await run([])).err).toContain('Usage: patchbay COMMAND');
  });

  test('has the same placeholders in both languages', async () => {
    const placesOf = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const withMessages = files.filter(
      (file) => /(?<!\.test)\.ts$/.test(file) && read(path.join(import.meta.dirname, file)).includes('= defineMessages('),
    );
    expect(withMessages.length).toBeGreaterThan(10);
    for (const file of withMessages) {
      const exported = Object.values(await import(path.join(import.meta.dirname, file)));
      const [messages, ...others] = exported.map((one) => messagesSchema.safeParse(one)).filter(({ success }) => success);
      expect([file, messages?.success, others]).toEqual([file, true, []]);
      const { en, es } = messages?.data ?? { en: {}, es: {} };
      for (const code of Object.keys(en)) expect([file, code, placesOf(es[code])]).toEqual([file, code, placesOf(en[code])]);
    }
  });

  test('reports an internal error in one line, with the stack trace only in debug mode', async () => {
    const broken: Partial<Terminal> = {
      out: () => {
        throw new TypeError('first line\n    at second line');
      },
    };
    const mistake = async (env: Terminal['env']) => {
      let err = '';
      const terminal: Terminal = {
        columns: undefined,
        colour: false,
        env,
        out: () => {},
        ...broken,
        error: (text) => (err += text),
      };
      return { code: await main(['check', BASELINE], terminal), err };
    };
    const { code, err } = await mistake({});
    expect(code).toBe(2);
    expect(err).toMatch(/^patchbay: Internal error: TypeError: first line at second line\n[^\n]*\n$/);
    expect((await mistake({ PATCHBAY_DEBUG: '1' })).err).toContain('cli.test.ts');
  });
});

describe('check', () => {
  test('reports in both languages', async () => {
    for (const lang of LANGS) {
      const { code, out } = await run(['check', preset('classifier-fc-sgd'), '--lang', lang]);
      expect(code).toBe(0);
      expect(out).toContain(lang === 'en' ? '364,970 parameters' : '364.970 parámetros');
      expect(out).toContain(lang === 'en' ? 'No problems.' : 'Sin problemas.');
      expect(out).not.toMatch(/[{}]/);
    }
  });

  test.each([72, 80, 100, 120, 160])('fits into %i columns without leaving anything out', async (columns) => {
    for (const file of [AS_PRINTED, preset('residual-net'), preset('classifier-fc-adam')]) {
      const [narrow, full] = [await run(['check', file], { columns }), await run(['check', file])];
      const lines = narrow.out.split('\n').filter((line) => !line.includes('patchbay fix') && !line.includes(file));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== 'in' && word !== '=' && word !== 'out');
      const counted = new Set(wordsOf(narrow.out));
      for (const word of wordsOf(full.out)) if (word !== 'formula') expect(counted).toContain(word);
    }
  });

  test('uses colours only in a terminal', async () => {
    const [plain, coloured] = [await run(['check', AS_PRINTED]), await run(['check', AS_PRINTED], { colour: true })];
    expect(plain.out).not.toContain('\x1b');
    expect(coloured.out).toContain('\x1b[31m✗\x1b[0m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken out
    expect(coloured.out.replace(/\x1b\[\d+m/g, '')).toBe(plain.out);
  });

  test('fails for warnings only with --strict', async () => {
    const nodes = {
      input: { kind: 'Input' },
      flatten: { kind: 'Flatten' },
      fc1: { kind: 'Linear', params: { activation: 'Softmax' } },
    };
    writeFileSync(
      at('warning.json'),
      written(nodes, [
        ['input', 'flatten'],
        ['flatten', 'fc1'],
      ]),
    );
    expect(await run(['check', at('warning.json')])).toMatchObject({ code: 0, out: expect.stringContaining('1 warning\n') });
    expect(await run(['check', at('warning.json'), '--strict'])).toMatchObject({ code: 1 });
    expect(parseCheck((await run(['check', at('warning.json'), '--json'])).out)).toMatchObject({
      ok: true,
      problems: [{ severity: 'warning' }],
    });
    expect(parseCheck((await run(['check', at('warning.json'), '--json', '--strict'])).out).ok).toBe(false);
  });

  test('checks one graph with --graph', async () => {
    const file = preset('classifier-baseline');
    const graphsIn = async (...args: readonly string[]) => {
      const { nodes } = parseCheck((await run(['check', file, '--json', ...args])).out);
      return [...new Set(nodes.map(({ graph }) => graph))];
    };
    expect(await graphsIn()).toEqual(['autoencoder', 'classifier']);
    expect(await graphsIn('--graph', 'classifier')).toEqual(['classifier']);
    const { code, out, err } = await run(['check', file, '--graph', 'other']);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'patchbay: There is no graph other. The document has: autoencoder, classifier.\n',
    });
  });

  test('escapes control characters from files', async () => {
    const evil = '\x1b[2J\x1b]0;title\x07\x9b31m\u202e\u2028evil\u2029\r\x00';
    const nodes = {
      input: { kind: `In${evil}`, name: evil, note: `${evil}\n\n${evil}` },
      fc1: { kind: 'Linear', params: { units: evil, [evil]: 1 } },
    };
    writeFileSync(
      at('evil\x1b[31m.json'),
      written(
        nodes,
        [
          [evil, 'fc1'],
          ['input', 'fc1'],
        ],
        { name: evil, notes: evil },
      ),
    );
    writeFileSync(
      at('worse.json'),
      JSON.stringify({ format: 'patchbay', version: 1, graphs: [{ id: evil, [evil]: evil, nodes: { [evil]: evil } }] }),
    );
    const commands = [
      ['check'],
      ['check', '--json'],
      ['check', '--csv'],
      ['fix', '--apply', '99', '--out', at('o')],
      ['export', '--to', 'keras', '--out', '-'],
    ];
    for (const lang of LANGS)
      for (const [command = '', ...options] of commands)
        for (const file of readdirSync(folder)) {
          const { out, err } = await run([command, at(file), ...options, '--lang', lang]);
          expect(out + err).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
          expect(command === 'fix' ? 'evil' : out + err).toContain('evil');
        }
    const { out } = await run(['check', folder, '--csv']);
    expect(out).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
  });
});

describe('check --json', () => {
  test('prints sizes as [H, W, C], in topological order', async () => {
    const { ok, nodes } = parseCheck((await run(['check', preset('residual-net'), '--json'])).out);
    expect(ok).toBe(true);
    const node = (id: string) => nodes.find((candidate) => candidate.id === id);
    expect(nodes[0]).toEqual({
      graph: 'classifier',
      id: 'input',
      kind: 'Input',
      in: null,
      out: [28, 28, 1],
      params: 0,
      flops: 0,
    });
    expect(node('conv1')).toMatchObject({ in: [28, 28, 1], out: [28, 28, 16], params: 144, flops: 225_792 });
    expect(node('add2')).toMatchObject({
      in: [
        [14, 14, 32],
        [14, 14, 32],
      ],
      out: [14, 14, 32],
    });
    expect(node('fc1')).toMatchObject({ in: [1, 1, 32], out: [1, 1, 10], params: 330 });
    expect(nodes.findIndex(({ id }) => id === 'add2')).toBeGreaterThan(nodes.findIndex(({ id }) => id === 'batchnorm6'));
  });

  test('prints null for an unknown size', async () => {
    const nodes = {
      input: { kind: 'Input' },
      odd: { kind: 'Capsule' },
      fc1: { kind: 'Linear' },
      add1: { kind: 'Add' },
      lone: { kind: 'Conv2D' },
    };
    writeFileSync(
      at('a.json'),
      written(nodes, [
        ['input', 'odd'],
        ['odd', 'fc1'],
        ['fc1', 'add1', 0],
        ['input', 'add1', 1],
      ]),
    );
    const { ok, nodes: told } = parseCheck((await run(['check', at('a.json'), '--json'])).out);
    const node = (id: string) => told.find((candidate) => candidate.id === id);
    expect(ok).toBe(false);
    expect(node('odd')).toMatchObject({ kind: 'Capsule', in: [28, 28, 1], out: null, params: null, flops: null });
    expect(node('fc1')).toMatchObject({ in: null, out: null });
    expect(node('add1')).toMatchObject({ in: [null, [28, 28, 1]], out: null });
    expect(node('lone')).toMatchObject({ in: null, out: null });
  });

  test('prints each problem with its parameter and its numbered fixes', async () => {
    const { ok, problems } = parseCheck((await run(['check', AS_PRINTED, '--json'])).out);
    expect(ok).toBe(false);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      graph: 'autoencoder',
      node: 'convt1',
      code: 'unexpectedSize',
      severity: 'error',
      param: 'padding',
    });
    expect(problems[0]?.fixes[0]).toEqual({
      n: 1,
      message: 'Set padding to 0',
      edits: [{ type: 'change', node: 'convt1', params: { padding: [0, 0] } }],
    });
    expect(problems[0]?.fixes.map(({ n }) => n)).toEqual(problems[0]?.fixes.map((_, index) => index + 1));
  });

  test('has the same form for every error', async () => {
    writeFileSync(at('broken.json'), '{"format": "patchbay", "version": 1, "graphs": [{"id": "A"}]}');
    writeFileSync(at('newer.json'), read(BASELINE).replace('"version": 1', '"version": 7'));
    const cases: readonly (readonly [readonly string[], number, object])[] = [
      [[at('broken.json')], 1, { node: null, param: 'graphs[0].id' }],
      [[at('none.json')], 2, { node: null, code: 'notFound' }],
      [[folder], 2, { node: null, code: 'onlyForFile' }],
      [[BASELINE, '--graph', 'x'], 2, { node: null, code: 'noGraph' }],
      [[at('newer.json')], 0, { node: null, code: 'newerVersion', severity: 'warning' }],
    ];
    for (const [args, code, problem] of cases) {
      const ran = await run(['check', '--json', ...args]);
      expect(ran).toMatchObject({ code, err: '' });
      const json = parseCheck(ran.out);
      expect(json.ok).toBe(code === 0);
      expect(json.problems[0]).toMatchObject(problem);
      if (code > 0) expect(json.nodes).toEqual([]);
    }
  });
});

/** Writes the submissions of a class. @returns each file with the expected exit code of `check` */
function writeSubmissions(): readonly (readonly [file: string, code: number])[] {
  const good = read(BASELINE);
  const files: readonly (readonly [string, string | Buffer, number])[] = [
    ['ana.patchbay.json', good, 0],
    ['bruno.json', read(AS_PRINTED), 1],
    ['=HYPERLINK("x").json', good, 0],
    ['con espacio, y coma.json', good, 0],
    ['d/ñandú/图.json', good, 0],
    ['binary.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]), 2],
    ['cut.json', good.slice(0, 1_000), 1],
    ['deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 1],
    ['empty.json', '', 1],
    ['json.json', '{"a": 1}', 1],
    ['prototype.json', good.replace('"conv1": {', '"__proto__": {'), 1],
    ['constructor.json', good.replaceAll('"conv1"', '"constructor"'), 1],
    ['wrong-types.json', good.replace('"nodes": {', '"nodes": 7, "rest": {'), 1],
    ['newline\n.json', good, 0],
  ];
  for (const [file, content] of files) {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), content);
  }
  writeFileSync(at('huge.json'), '');
  truncateSync(at('huge.json'), 2 ** 33);
  mkdirSync(at('folder.json'));
  symlinkSync('.', at('again'));
  symlinkSync('ana.patchbay.json', at('link.json'));
  return [...files.map(([file, , code]) => [file, code] as const), ['huge.json', 2]];
}

describe('a class’s submissions', () => {
  test('are all checked, whatever they contain', async () => {
    for (const [file, code] of writeSubmissions()) {
      const ran = await run(['check', at(file)]);
      expect([file, ran.code]).toEqual([file, code]);
      expect(ran.out + ran.err).not.toMatch(/\bat \S+:\d+:\d+|undefined|\[object/);
      const json = await run(['check', at(file), '--json']);
      expect([file, json.code, parseCheck(json.out).ok, json.err]).toEqual([file, code, code === 0, '']);
    }
    expect(await run(['check', at('folder.json')])).toMatchObject({
      code: 0,
      err: expect.stringContaining('There are no documents'),
    });
  });

  test('make a CSV row each, without formulas', async () => {
    const files = writeSubmissions();
    const { code, out, err } = await run(['check', folder, '--csv']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const [header, ...rows] = out.trimEnd().split('\n');
    expect(header).toBe('file,ok,graphs,nodes,parameters,errors,warnings,first problem');
    expect(rows).toHaveLength(files.length);
    const rowOf = (name: string) => rows.find((row) => row.includes(name)) ?? '';
    expect(rowOf('ana.')).toBe(`${at('ana.patchbay.json')},yes,1,10,18193,0,0,`);
    expect(rowOf('bruno')).toContain(',no,1,10,18193,1,0,convt1: It gives 9×9×16 and should give 13×13×16');
    expect(rowOf('espacio')).toContain(`"${at('con espacio, y coma.json')}",yes,`);
    expect(rowOf('binary')).toContain(',no,,,,1,0,');
    expect(rowOf('prototype')).toContain('graphs[0].nodes: The name __proto__ is not allowed');
    expect(rows.filter((row) => row.includes(',yes,'))).toHaveLength(files.filter(([, exit]) => exit === 0).length);
  });

  test('are no formulas in the current folder either', async () => {
    writeSubmissions();
    const { code, out } = launch(['check', '.', '--csv', '--lang', 'es']);
    expect(code).toBe(1);
    expect(out).toContain(`"'=HYPERLINK(""x"").json",yes,`);
    expect(out).toContain('bruno.json,no,1,10,18193,1,0,convt1: Da 9×9×16 y debería dar 13×13×16');
  });

  test('are listed with a summary', async () => {
    const files = writeSubmissions();
    const { code, out } = await run(['check', folder]);
    expect(code).toBe(1);
    expect(out).toMatch(/✓ .*ana\.patchbay\.json +1 graph · 18,193 parameters\n/);
    expect(out).toMatch(/✗ .*bruno\.json +1 graph · 18,193 parameters · 1 error\n {2}convt1: It gives/);
    expect(out).toContain(
      `6 of ${files.length} documents have no errors.`.replace('6', String(files.filter(([, exit]) => exit === 0).length)),
    );
    writeFileSync(at('d', 'one.json'), read(BASELINE));
    expect(await run(['check', at('d')])).toMatchObject({ code: 0, err: '' });
  });

  test('may be an empty folder', async () => {
    for (const args of [[folder], [folder, '--csv']])
      expect(await run(['check', ...args])).toMatchObject({
        code: 0,
        err: expect.stringContaining('There are no documents (*.json) in'),
      });
    expect(await run(['check', at('none'), '--csv'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('fix', () => {
  /** A document with mistakes in both graphs, so that fixes are numbered across graphs. */
  function broken(): string {
    const parsed = parseDocument(read(preset('classifier-baseline')));
    if (!parsed.ok) throw new Error('the preset is broken');
    const [autoencoder, classifier] = parsed.document.graphs;
    if (!autoencoder || !classifier) throw new Error('the preset must have two graphs');
    const node = (graph: typeof autoencoder, id: string, change: object) => ({
      ...graph,
      nodes: { ...graph.nodes, [id]: { ...graph.nodes[id], ...change } },
    });
    const { params } = autoencoder.nodes['convt1'] ?? { params: {} };
    const graphs = [
      node(autoencoder, 'convt1', { params: { ...params, padding: [2, 2] }, expect: [13, 13, 64] }),
      node(classifier, 'fc1', { params: { units: 11, bias: true, activation: 'Softmax' } }),
    ];
    return JSON.stringify({ ...parsed.document, graphs });
  }

  test('applies the fix that check lists under the number, in any graph', async () => {
    writeFileSync(at('a.json'), broken());
    const before = parseCheck((await run(['check', at('a.json'), '--json'])).out);
    const offered = before.problems.flatMap((problem) => problem.fixes.map(({ n }) => ({ n, problem })));
    expect(new Set(before.problems.map(({ graph }) => graph))).toEqual(new Set(['autoencoder', 'classifier']));
    expect(offered.map(({ n }) => n)).toEqual(offered.map((_, index) => index + 1));
    for (const { n, problem } of offered) {
      const { code, out } = await run(['fix', at('a.json'), '--apply', String(n), '--out', at('b.json')]);
      expect(code).toBe(0);
      expect(out).toContain(problem.fixes.find((fix) => fix.n === n)?.message);
      const after = parseCheck((await run(['check', at('b.json'), '--json'])).out);
      const same = ({ graph, node, code }: typeof problem) =>
        graph === problem.graph && node === problem.node && code === problem.code;
      expect(after.problems.some(same)).toBe(false);
      expect(after.problems.length).toBeLessThanOrEqual(before.problems.length);
    }
    expect(read(at('a.json'))).toBe(broken());
  });

  test('numbers fixes within one graph with --graph, as check does', async () => {
    writeFileSync(at('a.json'), broken());
    const { problems } = parseCheck((await run(['check', at('a.json'), '--graph', 'classifier', '--json'])).out);
    const first = problems.flatMap(({ fixes }) => fixes)[0];
    expect(first?.n).toBe(1);
    const { code, out } = await run(['fix', at('a.json'), '--graph', 'classifier', '--apply', '1', '--out', at('b.json')]);
    expect(code).toBe(0);
    expect(out).toContain(first?.message);
  });

  test('overwrites its input only if --out names it', async () => {
    writeFileSync(at('a.json'), read(AS_PRINTED));
    const { code, out } = await run(['fix', at('a.json'), '--apply', '1', '--out', at('a.json'), '--lang', 'es']);
    expect({ code, out }).toEqual({
      code: 0,
      out: `✓ convt1: Poner padding en 0.\n  Escrito en ${at('a.json')}.\n\nNo quedan problemas.\n`,
    });
    expect(await run(['check', at('a.json'), '--strict'])).toMatchObject({ code: 0 });
  });

  test('writes nothing if it fails', async () => {
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[AS_PRINTED, '--apply', '99', '--out', at('b.json')], 2, /the last one for this document/],
      [[BASELINE, '--apply', '1', '--out', at('b.json')], 2, /no problems with a known fix/],
      [[at('none.json'), '--apply', '1', '--out', at('b.json')], 2, /does not exist/],
      [[LAUNCHER, '--apply', '1', '--out', at('b.json')], 1, /is not a valid document/],
      [[AS_PRINTED, '--apply', '1', '--out', at('none', 'b.json')], 2, /folder of .* does not exist/],
      [[AS_PRINTED, '--apply', '1', '--out', folder], 2, /is a folder/],
    ];
    for (const [args, code, message] of cases) {
      const ran = await run(['fix', ...args]);
      expect(ran).toMatchObject({ code, out: '' });
      expect(ran.err).toMatch(message);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('keeps unknown fields', async () => {
    const extended = JSON.stringify({ ...z.looseObject({}).parse(JSON.parse(read(AS_PRINTED))), version: 3, later: { a: [1] } });
    writeFileSync(at('a.json'), extended);
    expect(await run(['fix', at('a.json'), '--apply', '1', '--out', at('b.json')])).toMatchObject({ code: 0 });
    expect(JSON.parse(read(at('b.json')))).toMatchObject({ version: 3, later: { a: [1] } });
  });
});

describe('detach', () => {
  test('makes the paper’s classifier from the optimized autoencoder', async () => {
    const { code, out } = await run(['detach', preset('autoencoder-optimized'), '--at', 'pool2', '--out', at('a.json')]);
    expect(code).toBe(0);
    expect(out).toContain('The encoder of autoencoder up to pool2 is now a classifier: the graph classifier, with 9 layers.');
    expect(out).toContain('No problems.');
    const classifierIn = (file: string) => {
      const parsed = parseDocument(read(file));
      const nodes = parsed.ok ? Object.values(parsed.document.graphs[1]?.nodes ?? {}) : [];
      return nodes.map(({ kind, weightsFrom }) => ({ kind, weightsFrom }));
    };
    expect(classifierIn(at('a.json'))).toEqual(classifierIn(preset('classifier-baseline')));
    expect(classifierIn(at('a.json'))).toHaveLength(9);
  });

  test('requires --graph if two graphs have the node, and uses the only graph that has it', async () => {
    const both = preset('classifier-baseline');
    const { code, err } = await run(['detach', both, '--at', 'pool2', '--out', at('a.json')]);
    expect(code).toBe(2);
    expect(err).toContain('--graph (autoencoder, classifier)');
    expect(await run(['detach', both, '--at', 'pool2', '--graph', 'autoencoder', '--out', at('a.json')])).toMatchObject({
      code: 0,
    });
    expect(await run(['detach', both, '--at', 'convt1', '--out', at('b.json')])).toMatchObject({ code: 0 });
    expect(await run(['detach', BASELINE, '--at', 'pool9', '--out', at('c.json')])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('pool2'),
    });
    expect(readdirSync(folder)).toEqual(['a.json', 'b.json']);
  });
});

describe('export', () => {
  test.each(['pytorch', 'keras'])('writes the same %s script to a file and to standard output', async (to) => {
    const { code, out } = await run(['export', BASELINE, '--to', to, '--out', at('train.py')]);
    expect(code).toBe(0);
    expect(out).toContain(at('train.py'));
    const printed = await run(['export', BASELINE, '--to', to, '--out', '-']);
    expect(printed).toMatchObject({ code: 0, err: '', out: read(at('train.py')) });
    expect(printed.out).toMatch(/^(import|from) /m);
  });

  test('refuses a graph with errors, and lists them', async () => {
    const { code, out, err } = await run(['export', AS_PRINTED, '--to', 'pytorch', '--out', at('train.py'), '--lang', 'es']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('autoencoder tiene errores, así que no se escribió ningún script:');
    expect(err).toContain('Da 9×9×16 y debería dar 13×13×16');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('requires --graph if there are several', async () => {
    const both = preset('classifier-fc-sgd');
    expect(await run(['export', both, '--to', 'keras', '--out', '-'])).toMatchObject({
      code: 2,
      out: '',
      err: 'patchbay: The document has several graphs: choose one of them with --graph (autoencoder, classifier).\n',
    });
    expect(await run(['export', both, '--to', 'keras', '--out', '-', '--graph', 'classifier'])).toMatchObject({
      code: 0,
      err: '',
    });
  });
});

describe('the README', () => {
  const readme = read(path.join(REPOSITORY, 'README.md'));

  test('shows the output of check, in a terminal of 100 columns', async () => {
    const samples = [...readme.matchAll(/```console\n\$ npx patchbay (check [^\n]+)\n(…\n)?([^`]+)```/g)];
    expect(samples).toHaveLength(2);
    for (const [, command = '', cut, shown = ''] of samples) {
      const here = path.relative(process.cwd(), REPOSITORY);
      const args = command.split(' ').map((word) => (word.startsWith('presets/') ? path.join(here, word) : word));
      const { out } = await run(args, { columns: 100 });
      expect(cut ? out.slice(-shown.length) : out).toBe(shown);
    }
  });

  test('has every command in its table', () => {
    const [, table = ''] = readme.match(/\n\| command \| what it does \|\n(.*?)\n\n/s) ?? [];
    for (const name of Object.keys(COMMANDS)) expect(table).toMatch(new RegExp(`^\\|.*\`${name}[ \`]`, 'm'));
  });

  test('names every kind of layer and every preset', () => {
    for (const { kind } of KINDS) expect(readme).toContain(`\`${kind}\``);
    for (const file of readdirSync(path.dirname(BASELINE)))
      if (file.endsWith('.json')) expect(readme).toContain(`\`${path.basename(file, '.patchbay.json')}\``);
  });
});
