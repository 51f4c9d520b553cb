import { describe, expect, it } from 'vitest';
import { type Document, emptyDocument, type Graph, graphOf, LIMITS } from '../document';
import { parseDocument, serializeDocument } from '../parse';
import { upstream, wiringOf } from '../wiring';
import { detach } from './detach';
import { addGraph } from './document-edits';
import { applyEdits, type Edit } from './edit';

const only = (document: Document): Graph => {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return graph;
};

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

  it('joins the neighbours of a removed node', () => {
    expect(wires(edit(chain(), { type: 'remove', nodes: ['conv1'] }))).toEqual(['input→pool1.0']);
    expect(wires(edit(chain(), { type: 'remove', nodes: ['conv1', 'pool1'] }))).toEqual([]);
    expect(wires(edit(chain(), { type: 'remove', nodes: ['input'] }))).toEqual(['conv1→pool1.0']);
  });

  it('inserts a layer into a wire', () => {
    const document = edit(chain(), { type: 'insert', edge: 'conv1-pool1', kind: 'BatchNorm' });
    expect(wires(document)).toEqual(['input→conv1.0', 'conv1→batchnorm1.0', 'batchnorm1→pool1.0']);
  });

  it('uses the first free port of a merge, and replaces the wire in a given port', () => {
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
      'conv1 already comes before pool1: the wire would close a cycle.',
    ],
    [
      'leads into an Input',
      { type: 'connect', from: 'pool1', to: 'input' },
      'input takes no input: it is the input of the graph.',
    ],
    ['leads to itself', { type: 'connect', from: 'pool1', to: 'pool1' }, 'A node cannot be wired to itself.'],
    ['names no node', { type: 'remove', nodes: ['nowhere'] }, 'There is no node nowhere.'],
    ['names what every object has', { type: 'remove', nodes: ['constructor'] }, 'There is no node constructor.'],
    ['takes an id again', { type: 'add', kind: 'Add', id: 'conv1' }, 'There is already a node conv1.'],
    ['bypasses an Input', { type: 'bypass', node: 'input', bypassed: true }, 'input takes no input, so it cannot be bypassed.'],
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

  it('keeps the identity of everything else', () => {
    const document = chain();
    const graph = graphOf(edit(document, { type: 'change', node: 'conv1', params: { filters: 8 } }), 'model');
    expect(graph?.edges).toBe(only(document).edges);
    expect(graph?.nodes['pool1']).toBe(only(document).nodes['pool1']);
    expect(upstream(wiringOf(only(document)), 'pool1')).toEqual(new Set(['pool1', 'conv1', 'input']));
  });

  it('is refused if the graphs of the document would exceed the limits together', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: LIMITS.nodes - 1 }, (_, index) => [
        `n${index}`,
        { kind: 'Add', params: {}, position: { x: 0, y: 0 } },
      ]),
    );
    const [model] = emptyDocument('Full').graphs;
    if (!model) throw new Error('no graph');
    const full = { ...emptyDocument('Full'), graphs: [model, { ...model, id: 'other', nodes }] };
    const most = `The graphs of a document can have at most ${LIMITS.nodes} nodes.`;
    expect(() => edit(full, { type: 'add', kind: 'Add' })).toThrowError(most);
    expect(() => addGraph(full, 'One more')).toThrowError(most);
    expect(() => detach(full, 'model', 'input')).toThrowError(most);
    expect(parseDocument(serializeDocument(full)).ok).toBe(true);
    expect(edit(full, { type: 'rename', node: 'input', name: 'Images' }).graphs).toHaveLength(2);
  });
});
