import { describe, expect, it } from 'vitest';
import { emptyDocument, type Graph, graphOf } from '../../shared/graph/document';
import { applyEdits } from '../../shared/graph/edits/edit';
import { place, spotFor, tailOf } from './place';

const CHAIN = [
  'Conv2D',
  'MaxPool2D',
  'Dropout',
  'Conv2D',
  'MaxPool2D',
  'Dropout',
  'ConvTranspose2D',
  'Dropout',
  'ConvTranspose2D',
];

function graphAfter(kinds: readonly string[]): Graph {
  let document = emptyDocument('');
  let selected: readonly string[] = [];
  for (const kind of kinds) {
    const graph = graphOf(document, 'model');
    if (!graph) throw new Error('no graph');
    const placed = place(graph, kind, selected, {});
    document = applyEdits(document, 'model', placed.edits);
    selected = [placed.id];
  }
  const graph = graphOf(document, 'model');
  if (!graph) throw new Error('no graph');
  return graph;
}

describe('a new layer', () => {
  it('is wired after the last one, so that a chain needs no manual wiring', () => {
    const graph = graphAfter(CHAIN);
    expect(graph.edges).toHaveLength(CHAIN.length);
    expect(tailOf(graph, [])).toBe('convt2');
  });

  it('is inserted after the selected layer, into its outgoing wire', () => {
    const graph = graphAfter(['Conv2D', 'Dropout']);
    const wire = graph.edges.find(({ from }) => from === 'conv1')?.id;
    expect(spotFor(graph, ['conv1'])).toEqual({ edge: wire });
    const changed = graphOf(
      applyEdits({ ...emptyDocument(''), graphs: [graph] }, 'model', place(graph, 'BatchNorm', ['conv1'], {}).edits),
      'model',
    );
    expect(changed?.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(
      expect.arrayContaining(['input conv1', 'conv1 batchnorm1', 'batchnorm1 dropout1']),
    );
  });

  it('is added to the end of the chain when dropped far from the selected layer', () => {
    const graph = graphAfter(['Conv2D', 'Dropout']);
    const { x, y } = graph.nodes['conv1']?.position ?? { x: 0, y: 0 };
    expect(spotFor(graph, ['conv1'], { x: x + 260, y: y + 70 })).toHaveProperty('edge');
    expect(spotFor(graph, ['conv1'], { x: x + 260, y: y + 400 })).toEqual({ from: 'dropout1' });
    expect(spotFor(graph, ['conv1', 'dropout1'])).toEqual({ from: 'dropout1' });
  });

  it('is inserted into the wire that it is dropped on', () => {
    const graph = graphAfter(['Conv2D']);
    const [edge] = graph.edges;
    const { id, edits } = place(graph, 'BatchNorm', [], { edge: edge?.id, at: { x: 100, y: 300 } });
    const changed = graphOf(applyEdits({ ...emptyDocument(''), graphs: [graph] }, 'model', edits), 'model');
    expect(changed?.edges.map(({ from, to }) => [from, to])).toEqual([
      ['input', id],
      [id, 'conv1'],
    ]);
  });

  it('overlaps no node, wherever it is dropped', () => {
    const graph = graphAfter(['Conv2D']);
    const { edits } = place(graph, 'Conv2D', [], { at: { x: 10, y: 10 } });
    const [add] = edits;
    const position = add?.type === 'add' ? add.position : undefined;
    expect(Object.values(graph.nodes).map((node) => node.position)).not.toContainEqual(position);
  });

  it('is not wired if several layers have no successor and none is selected', () => {
    const graph = graphAfter(['Conv2D']);
    const { edits } = place(graph, 'Dropout', [], { from: 'input' });
    const branched = graphOf(applyEdits({ ...emptyDocument(''), graphs: [graph] }, 'model', edits), 'model');
    if (!branched) throw new Error('no graph');
    expect(tailOf(branched, [])).toBeUndefined();
    expect(tailOf(branched, ['conv1'])).toBe('conv1');
    expect(place(branched, 'Dropout', [], {}).edits).toHaveLength(1);
  });
});
