import { describe, expect, it } from 'vitest';
import { emptyDocument, type Graph, graphOf } from '../../shared/graph/document';
import { applyEdits } from '../../shared/graph/edit';
import { place, tailOf } from './place';

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
  it('is wired behind the last one, so that a chain needs no wire drawn by hand', () => {
    const graph = graphAfter(CHAIN);
    expect(graph.edges).toHaveLength(CHAIN.length);
    expect(tailOf(graph, [])).toBe('convt2');
  });

  it('is put on the wire that it is dropped on', () => {
    const graph = graphAfter(['Conv2D']);
    const [edge] = graph.edges;
    const { id, edits } = place(graph, 'BatchNorm', [], { edge: edge?.id, at: { x: 100, y: 300 } });
    const changed = graphOf(applyEdits({ ...emptyDocument(''), graphs: [graph] }, 'model', edits), 'model');
    expect(changed?.edges.map(({ from, to }) => [from, to])).toEqual([
      ['input', id],
      [id, 'conv1'],
    ]);
  });

  it('overlaps nothing, wherever it is dropped', () => {
    const graph = graphAfter(['Conv2D']);
    const { edits } = place(graph, 'Conv2D', [], { at: { x: 10, y: 10 } });
    const [add] = edits;
    const position = add?.type === 'add' ? add.position : undefined;
    expect(Object.values(graph.nodes).map((node) => node.position)).not.toContainEqual(position);
  });

  it('is wired to nothing where several layers have no successor and none is selected', () => {
    const graph = graphAfter(['Conv2D']);
    const { edits } = place(graph, 'Dropout', [], { from: 'input' });
    const branched = graphOf(applyEdits({ ...emptyDocument(''), graphs: [graph] }, 'model', edits), 'model');
    if (!branched) throw new Error('no graph');
    expect(tailOf(branched, [])).toBeUndefined();
    expect(tailOf(branched, ['conv1'])).toBe('conv1');
    expect(place(branched, 'Dropout', [], {}).edits).toHaveLength(1);
  });
});
