import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../../e2e/support/needs';
import { emptyDocument, graphOf } from '../../shared/graph/document';
import { applyEdits, type Edit } from '../../shared/graph/edits/edit';
import { NODE_SIZE } from '../../shared/graph/placement';
import { graphArbitrary } from '../../shared/graph/random';
import { arranged } from './layout';

function chain(length: number) {
  const edits = Array.from({ length }, (_, index): Edit[] => [
    { type: 'add', kind: 'Dropout', id: `d${index}` },
    { type: 'connect', from: index === 0 ? 'input' : `d${index - 1}`, to: `d${index}` },
  ]).flat();
  const graph = graphOf(applyEdits(emptyDocument(''), 'model', edits), 'model');
  if (!graph) throw new Error('no graph');
  return arranged(graph);
}

describe('arranging a graph', () => {
  it('puts a short chain in one row, and a longer one in several', () => {
    expect(new Set(Object.values(chain(4)).map(({ y }) => y)).size).toBe(1);
    const places = chain(9);
    expect(places['input']).toEqual({ x: 0, y: 0 });
    expect(places['d3']?.x).toBe(0);
    expect(places['d3']?.y).toBeGreaterThan(NODE_SIZE.height);
    expect(places['d2']?.y).toBe(0);
  });

  it('keeps branches that join again in one row', () => {
    const edits: Edit[] = [];
    const chainOn = (from: string, ids: readonly string[], kind: string) => {
      for (const [index, id] of ids.entries())
        edits.push({ type: 'add', kind, id }, { type: 'connect', from: ids[index - 1] ?? from, to: id });
    };
    chainOn('input', ['a1', 'a2', 'a3', 'a4'], 'Dropout');
    chainOn('a4', ['b1', 'b2'], 'Dropout');
    chainOn('a4', ['c1', 'c2'], 'Dropout');
    edits.push({ type: 'add', kind: 'Add', id: 'sum' }, { type: 'connect', from: 'b2', to: 'sum' });
    edits.push({ type: 'connect', from: 'c2', to: 'sum' });
    const graph = graphOf(applyEdits(emptyDocument(''), 'model', edits), 'model');
    if (!graph) throw new Error('no graph');
    const places = arranged(graph);
    const columns = ['b1', 'b2', 'sum'].map((id) => places[id]?.x ?? Number.NaN);
    expect(columns).toEqual([...columns].sort((a, b) => a - b));
  });

  it('lets no two nodes of any graph overlap', () => {
    fc.assert(
      fc.property(graphArbitrary(), (graph) => {
        const places = Object.values(arranged(graph));
        expect(places).toHaveLength(Object.keys(graph.nodes).length);
        for (const [index, a] of places.entries())
          for (const b of places.slice(index + 1))
            expect(Math.abs(a.x - b.x) >= NODE_SIZE.width || Math.abs(a.y - b.y) >= NODE_SIZE.height).toBe(true);
      }),
      { numRuns: cases(200) },
    );
  });
});
