import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../layers/index';
import { copyNodes } from './clip';
import { type Document, emptyDocument, type Graph, graphOf } from './document';
import { applyEdit, applyEdits, type Edit, EditError, editMessage } from './edit';
import { type Inference, infer } from './infer';
import { parseDocument, serializeDocument } from './parse';
import { documentArbitrary } from './random';
import { upstream, wiringOf } from './wiring';

const only = (document: Document): Graph => {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return graph;
};

/** Small numbers that choose among what a document has at the time, so that most edits are possible and some are not. */
interface Choice {
  readonly type: Edit['type'];
  readonly a: number;
  readonly b: number;
  readonly on: boolean;
  readonly value: unknown;
}

const TYPES: readonly Edit['type'][] = [
  'add',
  'connect',
  'disconnect',
  'change',
  'move',
  'moveMany',
  'remove',
  'cut',
  'duplicate',
  'paste',
  'insert',
  'insertNode',
  'rename',
  'note',
  'bypass',
  'freeze',
  'expect',
  'weights',
  'annotate',
  'annotation',
  'removeAnnotation',
  'train',
];

const choices = fc.array(
  fc.record({
    type: fc.constantFrom(...TYPES),
    a: fc.nat(50),
    b: fc.nat(50),
    on: fc.boolean(),
    value: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.tuple(fc.nat(5), fc.nat(5)), fc.jsonValue({ maxDepth: 2 })),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
);

function editOf(graph: Graph, { type, a, b, on, value }: Choice): Edit {
  const ids = [...Object.keys(graph.nodes), 'nowhere'];
  const node = ids[a % ids.length] ?? '';
  const other = ids[b % ids.length] ?? '';
  const edge = graph.edges[b % Math.max(1, graph.edges.length)]?.id ?? 'none';
  const kind = KINDS[a % KINDS.length]?.kind ?? '';
  const param = ['kernel', 'stride', 'padding', 'filters', 'units', 'rate', 'unheard'][b % 7] ?? '';
  switch (type) {
    case 'add':
      return { type, kind: a === 50 ? 'Unheard' : kind, position: { x: a, y: b } };
    case 'connect':
      return on ? { type, from: node, to: other } : { type, from: node, to: other, toPort: b % 4 };
    case 'disconnect':
      return { type, edge };
    case 'change':
      return { type, node, params: { [param]: value } };
    case 'move':
      return { type, node, position: { x: a, y: b } };
    case 'moveMany':
      return { type, positions: { [node]: { x: a, y: b }, [other]: { x: b, y: a } } };
    case 'remove':
    case 'cut':
    case 'duplicate':
      return { type, nodes: on ? [node] : [node, other] };
    case 'paste':
      return {
        type,
        clip: copyNodes(
          graph,
          [node, other].filter((id) => id !== 'nowhere'),
        ),
        keepInputs: on,
      };
    case 'insertNode':
      return { type, edge, node };
    case 'annotate':
      return { type, text: 'A text', position: { x: a, y: b } };
    case 'annotation':
      return on ? { type, index: a % 3, text: 'Another text' } : { type, index: a % 3, position: { x: b, y: a } };
    case 'removeAnnotation':
      return { type, index: a % 3 };
    case 'insert':
      return { type, edge, kind };
    case 'rename':
      return { type, node, name: on ? '' : 'A name' };
    case 'note':
      return { type, node, note: on ? '' : 'A note' };
    case 'bypass':
      return { type, node, bypassed: on };
    case 'freeze':
      return { type, nodes: [node], frozen: on };
    case 'expect':
      return { type, node, size: on ? [a + 1, b + 1, 1] : undefined };
    case 'weights':
      return { type, node, from: on ? { graph: 'other', node: 'conv1' } : undefined };
    case 'train':
      return { type, settings: { epochs: value } };
  }
}

/** Makes every object in a document unchangeable: an edit that writes into what it was given throws. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) freeze(child);
  }
  return value;
}

const sizes = ({ nodes }: Inference) => new Map([...nodes].map(([id, { out, refusal }]) => [id, { out, refusal }]));

function expectSound(document: Document): void {
  const graph = only(document);
  const wiring = wiringOf(graph);
  expect(wiring.dangling).toEqual([]);
  expect(wiring.clashing).toEqual([]);
  expect([...wiring.cyclic]).toEqual([]);
  expect(new Set(graph.edges.map(({ id }) => id)).size).toBe(graph.edges.length);
}

describe('random sequences of edits', () => {
  it('leave a valid document, are undone exactly, and the sizes are those of a fresh inference', () => {
    let made = 0;
    let refused = 0;
    fc.assert(
      fc.property(documentArbitrary({ maxNodes: 10 }), choices, (start, sequence) => {
        const stack = [freeze(start)];
        const texts = [serializeDocument(start)];
        let document = start;
        let inference = infer(only(start));
        for (const choice of sequence) {
          const edit = editOf(only(document), choice);
          try {
            document = freeze(applyEdit(document, 'random', edit));
            made++;
          } catch (error) {
            if (!(error instanceof EditError)) throw error;
            refused++;
            expect(editMessage(error, 'en')).not.toMatch(/[{}]/);
            expect(editMessage(error, 'es')).not.toMatch(/[{}]/);
            continue;
          }
          const text = serializeDocument(document);
          expect(parseDocument(text)).toEqual({ ok: true, document, newer: false });
          expectSound(document);
          inference = infer(only(document), inference);
          expect(sizes(inference)).toEqual(sizes(infer(only(document))));
          stack.push(document);
          texts.push(text);
        }
        while (stack.length > 0) expect(serializeDocument(stack.pop() ?? document)).toBe(texts.pop());
      }),
      { numRuns: 2000 },
    );
    console.log(`${made} edits made, ${refused} refused in words`);
  });
});

describe('an edit', () => {
  const make = (...edits: Edit[]) => applyEdits(emptyDocument('Test'), 'model', edits);
  const chain = () =>
    make(
      { type: 'add', kind: 'Conv2D', id: 'conv1' },
      { type: 'add', kind: 'MaxPool2D', id: 'pool1' },
      { type: 'connect', from: 'input', to: 'conv1' },
      { type: 'connect', from: 'conv1', to: 'pool1' },
    );
  const wires = (document: Document) => only(document).edges.map(({ from, to, toPort }) => `${from}→${to}.${toPort}`);
  const edit = (document: Document, ...edits: Edit[]) => applyEdits(document, 'model', edits);

  it('names new nodes after their kind', () => {
    const document = make({ type: 'add', kind: 'Conv2D' }, { type: 'add', kind: 'Conv2D' }, { type: 'add', kind: 'MaxPool2D' });
    expect(Object.keys(only(document).nodes)).toEqual(['input', 'conv1', 'conv2', 'maxpool1']);
  });

  it('closes the gap when a node is removed', () => {
    expect(wires(edit(chain(), { type: 'remove', nodes: ['conv1'] }))).toEqual(['input→pool1.0']);
    expect(wires(edit(chain(), { type: 'remove', nodes: ['conv1', 'pool1'] }))).toEqual([]);
    expect(wires(edit(chain(), { type: 'remove', nodes: ['input'] }))).toEqual(['conv1→pool1.0']);
  });

  it('puts a layer on a wire', () => {
    const document = edit(chain(), { type: 'insert', edge: 'conv1-pool1', kind: 'BatchNorm' });
    expect(wires(document)).toEqual(['input→conv1.0', 'conv1→batchnorm1.0', 'batchnorm1→pool1.0']);
  });

  it('gives a merge its first free port, and replaces what is in a port that is named', () => {
    const merged = edit(
      chain(),
      { type: 'add', kind: 'Add', id: 'add1' },
      { type: 'connect', from: 'conv1', to: 'add1' },
      { type: 'connect', from: 'pool1', to: 'add1' },
    );
    expect(wires(merged).slice(2)).toEqual(['conv1→add1.0', 'pool1→add1.1']);
    expect(wires(edit(merged, { type: 'connect', from: 'input', to: 'add1', toPort: 1 })).slice(2)).toEqual([
      'conv1→add1.0',
      'input→add1.1',
    ]);
  });

  it('copies nodes with the wires between them', () => {
    const document = edit(chain(), { type: 'duplicate', nodes: ['conv1', 'pool1'] });
    expect(wires(document).slice(2)).toEqual(['conv2→maxpool1.0']);
    expect(only(document).nodes['conv2']?.position).toEqual({ x: 32, y: 32 });
  });

  it.each<[string, Edit, string]>([
    [
      'closes a circle',
      { type: 'connect', from: 'pool1', to: 'conv1' },
      'conv1 comes before pool1 already: the wire would close a circle.',
    ],
    [
      'leads into an Input',
      { type: 'connect', from: 'pool1', to: 'input' },
      'input takes no input: it is where the images come in.',
    ],
    ['leads to itself', { type: 'connect', from: 'pool1', to: 'pool1' }, 'A node cannot be wired to itself.'],
    ['names no node', { type: 'remove', nodes: ['nowhere'] }, 'There is no node nowhere.'],
    ['names what every object has', { type: 'remove', nodes: ['constructor'] }, 'There is no node constructor.'],
    ['takes an id again', { type: 'add', kind: 'Add', id: 'conv1' }, 'There is a node conv1 already.'],
    [
      'bypasses an Input',
      { type: 'bypass', node: 'input', bypassed: true },
      'input takes no input, so there is nothing that it could hand on.',
    ],
    [
      'brings in a name that no document may have',
      { type: 'change', node: 'conv1', params: { filters: { prototype: 1 } } },
      'The value of filters cannot be saved in a document.',
    ],
    [
      'brings in what JSON has not',
      { type: 'change', node: 'conv1', params: { filters: Number.NaN } },
      'The value of filters cannot be saved in a document.',
    ],
  ])('is refused in words when it %s', (_, wrong, message) => {
    const document = chain();
    expect(() => edit(document, wrong)).toThrowError(message);
  });

  it('leaves everything else the same object', () => {
    const document = chain();
    const graph = graphOf(edit(document, { type: 'change', node: 'conv1', params: { filters: 8 } }), 'model');
    expect(graph?.edges).toBe(only(document).edges);
    expect(graph?.nodes['pool1']).toBe(only(document).nodes['pool1']);
    expect(upstream(wiringOf(only(document)), 'pool1')).toEqual(new Set(['pool1', 'conv1', 'input']));
  });
});
