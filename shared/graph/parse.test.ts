import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../../e2e/support/needs';
import { LANGS } from '../i18n/i18n';
import { explainIssue } from '../i18n/issues';
import { diagnose, fixMessage, problemMessage } from './diagnosis/diagnose';
import { LIMITS, VERSION } from './document';
import { MIGRATIONS, migrate } from './migrations/index';
import type { Migration } from './migrations/migration';
import { parseDocument, serializeDocument } from './parse';

const PRESETS = readdirSync('presets')
  .filter((name) => name.endsWith('.patchbay.json'))
  .map((name) => readFileSync(join('presets', name), 'utf8'));

const minimal = { format: 'patchbay', version: 1, graphs: [{ id: 'a', nodes: { input: { kind: 'Input' } } }] };
const parse = (value: unknown) => parseDocument(JSON.stringify(value));

/** The issues, as lines of path and message. */
function complaints(text: string): readonly string[] {
  const parsed = parseDocument(text);
  return parsed.ok ? [] : parsed.issues.map((issue) => `${issue.path}: ${explainIssue(issue, 'en')}`);
}

/** Every place in a JSON value, as a path. */
function places(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...children.flatMap(([key, child]) => places(child, [...path, key]))];
}

/** A copy of a JSON value with one place changed, removed, or given a further key. */
function mutate(value: unknown, path: readonly (string | number)[], how: Mutation): unknown {
  const [step, ...rest] = path;
  if (step === undefined)
    return how.type === 'replace' ? how.value : isRecord(value) ? { ...value, [how.key]: how.value } : how.value;
  if (how.type === 'remove' && rest.length === 0) {
    if (Array.isArray(value)) return value.filter((_, index) => index !== step);
    return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== step)) : value;
  }
  if (Array.isArray(value)) return value.map((child, index) => (index === step ? mutate(child, rest, how) : child));
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, key === step ? mutate(child, rest, how) : child]))
    : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Mutation {
  readonly type: 'replace' | 'remove' | 'add';
  readonly key: string;
  readonly value: unknown;
}

const awkward = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    'Conv2D',
    0,
    -1,
    1,
    2,
    1e9,
    2 ** 53,
    1.5,
    -1e300,
    [],
    {},
    [1],
    [1, 2, 3],
    'conv1',
    'input',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const mutations = fc.array(
  fc.record({
    where: fc.nat(5000),
    how: fc.record({
      type: fc.constantFrom<Mutation['type']>('replace', 'remove', 'add'),
      key: fc.oneof(
        fc.constantFrom('kind', 'params', 'expect', 'future', 'toString', 'hasOwnProperty'),
        // A message quotes names unchanged: one in braces would look like a placeholder.
        fc.string({ maxLength: 8 }).map((name) => name.replaceAll('{', '')),
      ),
      value: awkward,
    }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('mutated documents', () => {
  it('are parsed, or refused with a path and a message; parsed ones can be diagnosed', () => {
    let read = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), mutations, (preset, changes) => {
        let json: unknown = JSON.parse(preset);
        for (const { where, how } of changes) {
          const all = places(json);
          json = mutate(json, all[where % all.length] ?? [], how);
        }
        const text = JSON.stringify(json);
        const parsed = parseDocument(text);
        if (!parsed.ok) {
          refused++;
          expect(parsed.issues.length).toBeGreaterThan(0);
          for (const issue of parsed.issues) {
            for (const lang of LANGS) expect(explainIssue(issue, lang)).toMatch(/^\S[^{}]*/);
            if (isRecord(json) && json['format'] === 'patchbay') expect(issue.path).not.toBe('');
          }
          return;
        }
        read++;
        // Unknown keys are kept: parsing only adds defaults.
        expect(JSON.parse(serializeDocument(parsed.document))).toMatchObject(JSON.parse(text));
        for (const graph of parsed.document.graphs) {
          for (const problem of diagnose(parsed.document, graph).problems) {
            for (const lang of LANGS) {
              expect(problemMessage(problem, lang)).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
              for (const fix of problem.fixes) expect(fixMessage(fix, lang)).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
            }
          }
        }
      }),
      { numRuns: cases(3_000) },
    );
    console.log(`${read} mutated documents read and checked, ${refused} refused`);
    expect(Math.min(read, refused)).toBeGreaterThan(cases(500));
  });

  it('are refused with a message if they are not JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), fc.nat(), fc.string(), (preset, at, noise) => {
        const place = at % preset.length;
        const parsed = parseDocument(preset.slice(0, place) + noise + preset.slice(place + noise.length + 1));
        if (!parsed.ok) for (const issue of parsed.issues) expect(explainIssue(issue, 'en').length).toBeGreaterThan(10);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => void parseDocument(text)),
      { numRuns: 1000 },
    );
  });
});

describe('parsing a document', () => {
  it('fills in defaults', () => {
    const parsed = parse(minimal);
    expect(parsed.ok && parsed.document.graphs[0]).toEqual({
      id: 'a',
      name: '',
      nodes: { input: { kind: 'Input', params: {}, position: { x: 0, y: 0 } } },
      edges: [],
      annotations: [],
      training: {},
    });
  });

  it('keeps the unknown keys of a newer version, and reports that it is newer', () => {
    const newer = {
      ...minimal,
      version: VERSION + 1,
      future: { a: [1] },
      graphs: [{ ...minimal.graphs[0], nodes: { input: { kind: 'Hologram', params: { depth: 3 }, glow: true } }, theme: 'x' }],
    };
    const parsed = parse(newer);
    expect(parsed.ok && parsed.newer).toBe(true);
    expect(parsed.ok && JSON.parse(serializeDocument(parsed.document))).toMatchObject(newer);
  });

  it.each<[string, unknown, string]>([
    [
      'another format',
      { ...minimal, format: 'netron' },
      'format: This is not a Patchbay document: its "format" must be "patchbay".',
    ],
    ['a wrong type', { ...minimal, graphs: 3 }, 'graphs: It must be a list, and it is a number.'],
    ['no graph', { ...minimal, graphs: [] }, 'graphs: It has 0 items, and needs at least 1.'],
    [
      'a bad id',
      { ...minimal, graphs: [{ id: 'a', nodes: { 'Conv 1': { kind: 'Input' } } }] },
      'graphs[0].nodes.Conv 1: "Conv 1" is not a valid id: use at most 64 lower-case letters, digits, - and _, beginning with a letter.',
    ],
    [
      'a missing kind',
      { ...minimal, graphs: [{ id: 'a', nodes: { input: {} } }] },
      'graphs[0].nodes.input.kind: It is missing: text is needed.',
    ],
    [
      'an impossible expectation',
      { ...minimal, graphs: [{ id: 'a', nodes: { input: { kind: 'Input', expect: [1, 0, 1] } } }] },
      'graphs[0].nodes.input.expect[1]: It is 0, and must be at least 1.',
    ],
    [
      'two edges of one id',
      { ...minimal, graphs: [{ ...minimal.graphs[0], edges: ['e', 'e'].map((id) => ({ id, from: 'input', to: 'input' })) }] },
      'graphs[0].edges[1].id: The id e is used twice.',
    ],
    [
      'two graphs of one id',
      { ...minimal, graphs: [minimal.graphs[0], minimal.graphs[0]] },
      'graphs[1].id: The id a is used twice.',
    ],
  ])('refuses %s with its place', (_, value, complaint) => {
    expect(complaints(JSON.stringify(value))).toEqual([complaint]);
  });

  it('refuses names that refer to prototypes', () => {
    const text = '{"format":"patchbay","version":1,"graphs":[{"id":"a","nodes":{"__proto__":{"kind":"Input"}}}]}';
    expect(complaints(text)).toEqual(['graphs[0].nodes: The name __proto__ is not allowed in a file.']);
    expect(complaints(text.replace('__proto__', 'constructor'))).toEqual([
      'graphs[0].nodes: The name constructor is not allowed in a file.',
    ]);
  });

  it('refuses documents that are too deep, too large or have too many nodes, quickly', () => {
    const deep = `{"format":"patchbay","version":1,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(complaints(deep)[0]).toContain(`nested more than ${LIMITS.depth} levels deep`);
    expect(complaints(' '.repeat(LIMITS.bytes + 1))[0]).toContain(`may have at most ${LIMITS.bytes}`);
    const nodes = Object.fromEntries(Array.from({ length: LIMITS.nodes + 1 }, (_, index) => [`n${index}`, { kind: 'Input' }]));
    expect(complaints(JSON.stringify({ ...minimal, graphs: [{ id: 'a', nodes }] }))).toEqual([
      `graphs[0].nodes: It has ${LIMITS.nodes + 1} items, and may have at most ${LIMITS.nodes}.`,
    ]);
  });

  it('refuses too many values before they are created, and too many names in an object', () => {
    const params = (text: string) =>
      `{"format":"patchbay","version":1,"graphs":[{"id":"a","nodes":{"n":{"kind":"Add","params":${text}}}}]}`;
    for (const piece of ['0', '[]', '{}', '"\\\\","\\",,,"'])
      expect(complaints(params(`{"x":[${`${piece},`.repeat(LIMITS.values)}0]}`))).toEqual([
        `: The file has more than ${LIMITS.values} values, the limit for a document.`,
      ]);
    // Commas and brackets inside strings are not values.
    expect(complaints(params(`{"x":"${'[,'.repeat(LIMITS.values)}\\"","y":"\\\\"}`))).toEqual([]);
    const names = Array.from({ length: LIMITS.names + 1 }, (_, index) => `"k${index}":0`).join();
    expect(complaints(params(`{${names}}`))).toEqual([
      `graphs[0].nodes.n.params: It has ${LIMITS.names + 1} items, and may have at most ${LIMITS.names}.`,
    ]);
  });

  it('refuses graphs that exceed the limits together, and too many graphs', () => {
    const nodes = Object.fromEntries(Array.from({ length: LIMITS.nodes }, (_, index) => [`n${index}`, { kind: 'Input' }]));
    const graphs = [
      { id: 'a', nodes },
      { id: 'b', nodes: { n: { kind: 'Input' } } },
    ];
    expect(complaints(JSON.stringify({ ...minimal, graphs: graphs.slice(0, 1) }))).toEqual([]);
    expect(complaints(JSON.stringify({ ...minimal, graphs }))).toEqual([
      `graphs: They have ${LIMITS.nodes + 1} nodes in all, and may have at most ${LIMITS.nodes}.`,
    ]);
    const many = Array.from({ length: 100_000 }, () => ({}));
    expect(complaints(JSON.stringify({ ...minimal, graphs: many }))).toEqual([
      `graphs: It has ${many.length} items, and may have at most ${LIMITS.graphs}.`,
    ]);
    expect(complaints(JSON.stringify({ ...minimal, graphs: [{ ...minimal.graphs[0], edges: many }] }))).toEqual([
      `graphs[0].edges: It has ${many.length} items, and may have at most ${LIMITS.edges}.`,
    ]);
  });

  it('reports the line and column of a syntax error', () => {
    expect(complaints('{\n  "format": patchbay\n}')).toEqual([': The file is not JSON: line 2, column 13.']);
    expect(complaints('')).toEqual([': The file is not JSON: line 1, column 1.']);
  });

  it('accepts a byte order mark', () => {
    expect(parseDocument(`\uFEFF${JSON.stringify(minimal)}`).ok).toBe(true);
  });
});

describe('migrations', () => {
  it('lead from every version to the current one, and do not mutate their argument', () => {
    expect(MIGRATIONS.map(({ from }) => from)).toEqual(Array.from({ length: VERSION - 1 }, (_, index) => index + 1));
    const steps: readonly Migration[] = [
      { from: 1, migrate: (document) => ({ ...document, title: document['name'] ?? '' }) },
      { from: 2, migrate: (document) => Object.fromEntries(Object.entries(document).filter(([key]) => key !== 'name')) },
    ];
    const old = Object.freeze({ version: 1, name: 'A' });
    expect(migrate(old, 3, steps)).toEqual({ version: 3, title: 'A' });
    expect(migrate({ version: 4 }, 3, steps)).toEqual({ version: 4 });
    expect(() => migrate({ version: 1 }, 2, [])).toThrow(RangeError);
  });
});
