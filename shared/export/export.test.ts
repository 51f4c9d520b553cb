import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { needs } from '../../e2e/support/needs';
import { type Document, type Graph, type GraphNode, ID_PATTERN } from '../graph/document';
import { infer } from '../graph/infer';
import { parseDocument } from '../graph/parse';
import { graphArbitrary, layerArbitrary } from '../graph/random';
import { LANGS } from '../i18n/i18n';
import { ShapeError } from '../layers/support/kind';
import { CLASSIFIER, documentOf, ENCODER, fitted, graphFrom, NARROW, ODD, SKIP, STRIDED } from './examples';
import { EXPORTERS, exporterOf } from './index';
import { EXPORT_CODES, ExportError } from './support/error';
import { commentLines, docLines, grouped, identifiersOf, oneLine, pythonString } from './support/python';

/** The exporters that write a training script; others need no training configuration and have no Python to run. */
const LIBRARIES = EXPORTERS.filter(({ fileKind }) => fileKind === 'python').map(({ name }) => name);

const write = (library: string, graph: Graph, document: Document = documentOf([graph])): string =>
  exporterOf(library).write(document, graph, infer(graph));

function only(document: Document): Graph {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return graph;
}

function presets(): readonly (readonly [name: string, document: Document])[] {
  const folder = new URL('../../presets/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.patchbay.json'));
  return names.map((name) => {
    const parsed = parseDocument(readFileSync(new URL(name, folder), 'utf8'));
    if (!parsed.ok) throw new Error(name);
    return [name, parsed.document];
  });
}

/** Random graphs with a head that fits a task, without those whose Inputs differ. */
const trainable = fc
  .tuple(graphArbitrary(), fc.constantFrom('reconstruction' as const, 'classification' as const))
  .map(([graph, task]) => fitted(graph, task))
  .filter((graph) => !['otherInput', 'notTheInput'].includes(refusalOf(graph)?.code ?? ''));

function refusalOf(graph: Graph, document = documentOf([graph])): ExportError | undefined {
  try {
    write('pytorch', graph, document);
    return undefined;
  } catch (error) {
    if (error instanceof ExportError) return error;
    throw error;
  }
}

/** Text that could be taken for code. */
const NASTY = [
  '"""',
  '\\"""',
  '""""',
  '"',
  '\\',
  '\\N{BULLET}',
  '\\x',
  "'''",
  '"""\nimport os\nos.abort()\n"""',
  '\r\nimport os',
  '# coding: utf-16\n# coding: utf-16',
  '{x}%s%(prog)s',
  '\0\u0007\u001b[2J\u007f\u0085\u2028\u2029',
  'a\u202eb\u200bc',
  '\ud800',
  '😀 ñ ∞',
  '\t\f\v',
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 10 })), { maxLength: 8 }).map((parts) => parts.join('')),
);

const folder = mkdtempSync(join(tmpdir(), 'patchbay-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs Python with warnings, such as of invalid escapes, as errors. */
function python(args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('python3', ['-W', 'error', ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}` };
}

describe('identifiersOf', () => {
  const names = (...ids: readonly string[]) =>
    Object.fromEntries(
      identifiersOf(
        graphFrom(
          'g',
          ids.map((id) => [id, 'Input'] as const),
        ),
      ),
    );

  it('keeps ids that are identifiers', () => {
    expect(names('conv1', 'my_pool')).toEqual({ conv1: 'conv1', my_pool: 'my_pool' });
  });

  it("avoids dashes, and the names of Python, PyTorch's modules and Keras", () => {
    expect(names('a-b', 'lambda', 'train', 'x', 're_lu', 'permute_3')).toEqual({
      'a-b': 'a_b',
      lambda: 'lambda_',
      train: 'train_',
      x: 'x_',
      re_lu: 're_lu_',
      permute_3: 'permute_3_',
    });
  });

  it('gives unique names, equal to the id if possible', () => {
    expect(names('a-b', 'a_b', 'train', 'train_', 'train-')).toEqual({
      'a-b': 'a_b_2',
      a_b: 'a_b',
      train: 'train_2',
      train_: 'train_',
      'train-': 'train__2',
    });
  });

  it("finds a name if all numbered ones are Keras's own", () => {
    expect(names('elu', 'elu_', 'elu_2_')).toEqual({ elu: 'elu_3_', elu_: 'elu_', elu_2_: 'elu_2_' });
  });

  it('maps ids one to one to identifiers, independent of the order of the nodes', () => {
    const piece = fc.constantFrom('a', 'b', '-', '_', '1', '2', 'train', 'x', 'is', 'elu', 'type');
    const id = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    const ids = fc.uniqueArray(
      id.filter((candidate) => ID_PATTERN.test(candidate)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(ids, (list) => {
        const found = names(...list);
        expect(new Set(Object.values(found)).size).toBe(list.length);
        for (const name of Object.values(found)) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(names(...[...list].reverse())).toEqual(found);
      }),
    );
  });
});

describe('text in Python', () => {
  it('cannot end a docstring', () => {
    expect(docLines('say """no"""')).toEqual(['say \\"\\""no\\"\\"\\"']);
    expect(docLines('C:\\new\n"x"')).toEqual(['C:\\\\new', '"x\\"']);
  });

  it('is wrapped at spaces and at line breaks', () => {
    expect(docLines('one two three\n\nfour', 8)).toEqual(['one two', 'three', '', 'four']);
    expect(commentLines('one two three\rfour', 8)).toEqual(['# one two', '# three', '# four']);
  });

  it('shows invisible characters', () => {
    expect(pythonString('a"\\\n\0\u202e\ud800😀\u{e0001}')).toBe('"a\\"\\\\\\x0a\\x00\\u202e\\ufffd😀\\U000e0001"');
    expect(oneLine(' a\n\0 b\u2028c ')).toBe('a b c');
  });

  it('groups digits', () => {
    expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('is parsed by Python to the same text', needs('python'), () => {
    const texts = [...NASTY, ...fc.sample(text, 300)];
    const source = texts.map((one) => `    (${pythonString(one)}, """${docLines(one, Infinity).join('\n')}"""),`);
    const file = join(folder, 'texts.py');
    writeFileSync(file, `import json\nprint(json.dumps([\n${source.join('\n')}\n]))\n`);
    const { status, output } = python([file]);
    expect(output.slice(0, status === 0 ? 0 : 2000)).toBe('');
    const read: unknown = JSON.parse(output);
    const lines = (one: string) => one.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map((line) => line.trim().replace(/\s+/g, ' '));
    expect(read).toEqual(texts.map((one) => Buffer.from(one).toString()).map((one) => [one, lines(one).join('\n')]));
  });
});

describe.each(LIBRARIES)('a script for %s', (library) => {
  it('names layers as the graph does, with their sizes, names and notes', () => {
    const graph = graphFrom('model', [
      ['input', 'Input', { height: 6, width: 6 }],
      ['conv-1', 'Conv2D', { filters: 1, padding: [1, 1] }, 'input', { name: 'First\nConv', note: 'Why.\nBecause.' }],
      ['off', 'Dropout', {}, 'conv-1', { bypassed: true, name: 'Out' }],
      ['in', 'Activation', { function: 'Tanh' }],
    ]);
    const lines = write(library, graph)
      .split('\n')
      .map((line) => line.trim());
    const start = lines.indexOf('# Why.');
    expect(lines.slice(start, start + 5)).toEqual([
      '# Why.',
      '# Because.',
      library === 'pytorch'
        ? 'conv_1 = self.conv_1(x)  # First Conv: 6×6×1'
        : 'conv_1 = layers.Conv2D(1, 3, **torch_init(9), name="conv_1")(layers.ZeroPadding2D(1)(x))  # First Conv: 6×6×1',
      '# off (Out) is bypassed.',
      library === 'pytorch' ? 'in_ = torch.tanh(conv_1)  # 6×6×1' : 'in_ = layers.Activation("tanh")(conv_1)  # 6×6×1',
    ]);
  });

  it('has a docstring with its title and usage', () => {
    const script = write(library, CLASSIFIER, documentOf([ENCODER, CLASSIFIER], 'Nets', 'Two\nof them.'));
    const file = library === 'pytorch' ? 'encoder.pt' : 'encoder.npz';
    expect(script.startsWith('"""Nets: classifier\n\nTwo\nof them.\n\n')).toBe(true);
    expect(script).toContain(`python classifier.py --data FOLDER --weights ${file}\n`);
    for (const option of ['--data', '--epochs', '--limit', '--save', '--weights']) expect(script).toContain(`"${option}"`);
  });

  it('loads weights from other layers, by their names there', () => {
    const script = write(library, CLASSIFIER, documentOf([ENCODER, CLASSIFIER]));
    expect(script).toContain('"encoder": {\n        "train_": "conv",\n        "norm": "norm",\n    },');
    expect(script).toContain('FROZEN = ["train_", "norm"]');
    expect(script).toContain('load_weights(model, arguments.weights, WEIGHTS_FROM["encoder"])');
    const fresh = write(library, ENCODER);
    for (const word of ['load_weights', '--weights', 'WEIGHTS_FROM', 'FROZEN']) expect(fresh).not.toContain(word);
  });

  it('takes a file for each source graph of weights', () => {
    const from = (graph: string, node: string): Partial<GraphNode> => ({ weightsFrom: { graph, node } });
    const mixed = graphFrom('mixed', [
      ['input', 'Input', { height: 8, width: 8, channels: 1 }],
      ['one', 'Conv2D', { filters: 1, padding: [1, 1] }, 'input', from('left', 'fc')],
      ['two', 'Conv2D', { filters: 1, padding: [1, 1] }, 'one', from('right-1', 'fc')],
    ]);
    const parts = ['left', 'right-1'].map((id) => graphFrom(id, [['fc', 'Input']]));
    const script = write(library, mixed, documentOf([mixed, ...parts]));
    expect(script).toContain('load_weights(model, arguments.weights_2, WEIGHTS_FROM["right-1"])');
    expect(script).toMatch(/"--weights-right-1",\n\s+type=Path,\n\s+metavar="FILE",\n\s+dest="weights_2",/);
  });

  it('leaves out nodes that the output does not depend on', () => {
    const graph = graphFrom('g', [
      ['input', 'Input', { height: 4, width: 4 }],
      ['kept', 'Conv2D', { filters: 1, kernel: [1, 1] }],
      ['lost', 'Conv2D', { filters: 1, kernel: [1, 1] }],
      ['add', 'Add', {}, ['kept', 'lost'], { bypassed: true }],
    ]);
    const script = write(library, graph);
    expect(script).toContain('Left out, as the output does not depend on it: lost.');
    expect(script).toContain('2 parameters.');
    expect(script).not.toContain('lost =');
  });

  it('has the validation, the early stopping and the data set of the configuration', () => {
    const script = write(library, CLASSIFIER, documentOf([ENCODER, CLASSIFIER]));
    for (const line of ['VALIDATION = 0.25', 'PATIENCE = 3', 'MIN_DELTA = 0.001', 'CLASSES = 4', 'DATASET = "Fashion-MNIST"'])
      expect(script).toContain(`\n${line}`);
    expect(script).toContain('trained, held = divided(len(images))\n');
    const other = { ...ENCODER, training: { ...ENCODER.training, dataset: 'my "own"\\' } };
    const own = write(library, other);
    expect(own).toContain('DATASET = "my \\"own\\"\\\\"\n');
    for (const word of ['FashionMNIST(', 'fashion_mnist', 'PATIENCE', 'VALIDATION', 'CLASSES', 'sfc32'])
      expect(own).not.toContain(word);
  });

  it('strides by hand where oneDNN is wrong, with a comment', () => {
    const lines = [NARROW, STRIDED].flatMap((graph) => write(library, graph).split('\n')).map((line) => line.trim());
    const behind = (comment: RegExp) => lines.flatMap((line, index) => (comment.test(line) ? (lines[index + 1] ?? '') : []));
    const narrow = behind(/^# Strided by hand: with AVX-512, \w+ is wrong where strides differ along a single column\.$/);
    const cell = behind(/^# Strided by hand: with AVX-512, \w+'s gradient of a strided 1x1 kernel can crash\.$/);
    const call = (line: string) => line.replace(/ {2}# .*/, '');
    if (library === 'pytorch') {
      expect(narrow.map(call)).toEqual(['conv = self.conv(x)[:, :, :, ::3]', 'up = self.up(conv)']);
      expect(cell.map(call)).toEqual([
        'short = F.elu(self.short(up[:, :, ::2, ::2]), 1)',
        'shifted = self.shifted(up)[:, :, :, ::2]',
        'spread = self.spread(short)',
      ]);
      expect(lines).toContain('self.conv = nn.Conv2d(1, 5, 2)');
      expect(lines).toContain('self.short = nn.Conv2d(1, 3, 1)');
      expect(lines).toContain('self.shifted = nn.Conv2d(1, 3, 1, padding=(0, 1))');
      expect(lines).toContain(
        'self.up = SpreadConvTranspose2d(4, 1, (3, 2), stride=(1, 3), padding=(1, 0), output_padding=(0, 2))',
      );
      expect(lines).toContain('self.spread = SpreadConvTranspose2d(3, 2, 1, stride=(2, 1), output_padding=(1, 0))');
    } else {
      expect(narrow.map(call)).toEqual([
        'conv = layers.Conv2D(5, 2, **torch_init(4), name="conv")(x)[:, :, ::3, :]',
        expect.stringMatching(/^up = FullConvTranspose2D\(|^# 8×4×1$/),
      ]);
      expect(cell.map(call)).toEqual([
        'short = layers.ELU(alpha=1)(layers.Conv2D(3, 1, **torch_init(1), name="short")(up[:, ::2, ::2, :]))',
        expect.stringMatching(/^shifted = layers\.Conv2D\(3, 1, .*\)\[:, :, ::2, :\]$|^# /),
        expect.stringMatching(/^spread = FullConvTranspose2D\(|^# /),
      ]);
    }
    expect(write(library, SKIP)).not.toContain('Strided by hand');
  });

  it('uses the order of images of a run with the same seed', () => {
    const script = write(library, ENCODER);
    expect(script).toContain(
      library === 'pytorch'
        ? 'for batch in torch.from_numpy(shuffled(len(images), epoch)).split(BATCH_SIZE):'
        : 'batches(images, targets, epochs),\n        shuffle=False,',
    );
    expect(script).not.toMatch(/randperm|default_rng|(?<!_)batch_size=/);
    const [model = -1, order = -1] = [library === 'pytorch' ? 'class Net' : 'def build_model', 'def shuffled'].map((part) =>
      script.indexOf(part),
    );
    expect(model).toBeGreaterThan(0);
    expect(order).toBeGreaterThan(model);
  });

  it('scales pixels and measures as configured', () => {
    expect(write(library, SKIP)).toContain('astype(np.float32) / 127.5 - 1');
    const script = write(library, ODD);
    expect(script).toContain('astype(np.float32) / 255,');
    const binary = write(library, {
      ...ODD,
      training: { ...ODD.training, loss: 'BinaryCrossEntropy', optimizer: { kind: 'SGD' } },
    });
    if (library === 'pytorch') {
      expect(script).toContain('LOSS = nn.L1Loss()');
      expect(script).toContain('torch.optim.RMSprop(model.parameters(), lr=LEARNING_RATE)');
      expect(binary).toContain('LOSS = nn.BCELoss()');
      expect(binary).toContain('torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)');
    } else {
      expect(script).toContain('loss=keras.losses.MeanAbsoluteError()');
      expect(script).toContain('keras.optimizers.RMSprop(LEARNING_RATE, rho=0.99, epsilon=1e-16)');
      expect(binary).toContain('loss=keras.losses.BinaryCrossentropy()');
      expect(binary).toContain('keras.optimizers.SGD(LEARNING_RATE)');
    }
  });

  it('compiles, for every preset and for random graphs', needs('python'), () => {
    const scripts = [
      ...presets().flatMap(([name, document]) =>
        document.graphs.filter((graph) => !refusalOf(graph, document)).map((graph) => [name, graph, document] as const),
      ),
      ...fc.sample(trainable, 150).map((graph, index) => [`random${index}`, graph, documentOf([graph])] as const),
    ];
    const files = scripts.map(([name, graph, document]) => {
      const file = join(folder, `${name.replace(/\W/g, '_')}_${graph.id}_${library}.py`);
      writeFileSync(file, write(library, graph, document));
      return file;
    });
    const { status, output } = python(['-m', 'py_compile', ...files]);
    expect(output.slice(0, 2000)).toBe('');
    expect(status).toBe(0);
    console.log(`${library}: ${files.length} scripts compiled`);
  });

  it('has the same meaning for any names and notes', needs('python'), () => {
    const named = fc.record({ document: text, notes: text, graph: text, name: text, note: text });
    const texts = [
      ...NASTY.map((one) => ({ document: one, notes: one, graph: one, name: one, note: one })),
      ...fc.sample(named, 100),
    ];
    const base = documentOf([ENCODER, CLASSIFIER], 'Nets', 'Notes.');
    const harmless = { document: 'D', notes: 'N', graph: 'G', name: 'M', note: 'O' };
    const scripts = [harmless, ...texts].map((words) => {
      const nodes = Object.entries(CLASSIFIER.nodes).map(([id, node]): [string, GraphNode] => [
        id,
        { ...node, name: words.name, note: words.note, bypassed: id === 'drop' },
      ]);
      const graph: Graph = { ...CLASSIFIER, name: words.graph, nodes: Object.fromEntries(nodes) };
      const document: Document = { ...base, name: words.document, notes: words.notes, graphs: [ENCODER, graph] };
      return write(library, graph, document);
    });
    const file = join(folder, 'scripts.json');
    writeFileSync(file, JSON.stringify(scripts));
    // Sources are passed as bytes: an encoding declaration in them must have no effect.
    const check = [
      'import ast, json, pathlib, sys',
      'def meaning(source):',
      '    tree = ast.parse(source.encode("utf-8"))',
      '    assert isinstance(tree.body[0].value.value, str)',
      '    return ast.dump(ast.Module(tree.body[1:], []))',
      'first, *others = json.loads(pathlib.Path(sys.argv[1]).read_bytes())',
      'wrong = [source for source in others if meaning(source) != meaning(first)]',
      'print(len(others), "alike" if not wrong else wrong[0])',
    ].join('\n');
    const { output } = python(['-c', check, file]);
    expect(output.slice(0, 3000).trim()).toBe(`${texts.length} alike`);
  });
});

describe('export errors', () => {
  const chain = (...layers: Parameters<typeof graphFrom>[1]) =>
    graphFrom('g', [['input', 'Input', { height: 4, width: 4 }], ...layers]);
  const conv = { filters: 1, kernel: [1, 1] };
  const cases: readonly (readonly [code: string, graph: Graph])[] = [
    ['noOutput', graphFrom('g', [])],
    [
      'noOutput',
      graphFrom('g', [
        ['a', 'Activation', {}, 'b'],
        ['b', 'Activation', {}, 'a'],
      ]),
    ],
    ['severalOutputs', chain(['a', 'Conv2D', conv], ['b', 'Conv2D', conv, 'input'])],
    ['noSize', chain(['a', 'Linear'])],
    ['noSize', chain(['a', 'Conv2D', { ...conv, stride: [0, 1] }])],
    ['noSize', chain(['a', 'Unknown'])],
    ['otherInput', chain(['more', 'Input', { height: 4, width: 4, channels: 2 }], ['a', 'Concat', {}, ['input', 'more']])],
    ['noWeights', chain(['a', 'Dropout'])],
    ['noWeights', chain(['a', 'Conv2D', conv, 'input', { frozen: true }])],
    ['badSetting', { ...chain(['a', 'Conv2D', conv]), training: { epochs: -1 } }],
    ['otherLoss', { ...chain(['a', 'Conv2D', conv]), training: { loss: 'CrossEntropy' } }],
    ['lossNeedsScale', { ...chain(['a', 'Conv2D', conv]), training: { loss: 'BinaryCrossEntropy' } }],
    ['notTheInput', chain(['a', 'Conv2D', { ...conv, filters: 2 }])],
    ['notAVector', { ...chain(['a', 'Conv2D', conv]), training: { loss: 'CrossEntropy', task: 'classification' } }],
    ['noSource', chain(['a', 'Conv2D', conv, 'input', { weightsFrom: { graph: 'no', node: 'a' } }])],
    ['noSource', chain(['a', 'Conv2D', conv, 'input', { weightsFrom: { graph: 'g', node: 'no' } }])],
  ];

  it.each(cases)('%s', (code, graph) => {
    for (const library of LIBRARIES) {
      expect(() => write(library, graph)).toThrow(ExportError);
      expect(refusalOf(graph)?.code).toBe(code);
    }
  });

  it('have messages in every language, with all values filled in', () => {
    for (const [, graph] of cases) {
      const error = refusalOf(graph);
      for (const lang of LANGS) expect(error?.text[lang]).toMatch(/^[^{}]+\.$/);
    }
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(EXPORT_CODES));
    const [a, b] = LANGS.map((lang) => new ExportError('noSize', { node: 'conv1' }).text[lang]);
    expect(a).not.toBe(b);
  });
});

describe('every kind', () => {
  it('uses only helper classes that exist', () => {
    fc.assert(
      fc.property(layerArbitrary(), ({ kind, params, ins }) => {
        if (kind.inferShape(params, ins) instanceof ShapeError) return;
        const { helpers = [], call } = kind.source.keras(params, ins);
        const used = call('name', ['a', 'b', 'c', 'd'].slice(0, ins.length)).match(/(?<![\w.])[A-Z]\w+(?=\()/g) ?? [];
        expect(new Set(used)).toEqual(new Set(helpers.map((source) => /^class (\w+)\(/.exec(source)?.[1])));
        const pytorch = kind.source.pytorch(params, ins);
        const own = pytorch.module?.match(/^[A-Z]\w+(?=\()/) ?? [];
        expect([...own]).toEqual((pytorch.helpers ?? []).map((source) => /^class (\w+)\(nn\./.exec(source)?.[1]));
      }),
      { numRuns: 1000 },
    );
  });
});

it('exports the paper’s models, except the one that Table 2 prints wrong', () => {
  const refused = presets().filter(([, document]) => document.graphs.some((graph) => refusalOf(graph, document)));
  expect(refused.map(([name, document]) => [name, refusalOf(only(document))?.code])).toEqual([
    ['table2-as-printed.patchbay.json', 'notTheInput'],
  ]);
});
