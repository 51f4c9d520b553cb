import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDocument, type Graph, type Position } from './document';
import { applyEdits } from './edits/edit';
import { freePosition, GAP, NODE_SIZE, ROW_STEP } from './placement';

function graphAt(places: readonly Position[]): Graph {
  const edits = places.map((position) => ({ type: 'add', kind: 'Conv2D', position }) as const);
  const [graph] = applyEdits(emptyDocument(''), 'model', [{ type: 'cut', nodes: ['input'] }, ...edits]).graphs;
  if (!graph) throw new Error('no graph');
  return graph;
}

const overlap = (a: Position, b: Position) => Math.abs(a.x - b.x) < NODE_SIZE.width && Math.abs(a.y - b.y) < NODE_SIZE.height;

describe('a free position', () => {
  it('is the wanted one if it is free', () => {
    expect(freePosition(graphAt([{ x: 0, y: 0 }]), { x: 168, y: 0 })).toEqual({ x: 168, y: 0 });
    expect(freePosition(graphAt([]), { x: -5, y: 7 })).toEqual({ x: -5, y: 7 });
  });

  it('is to the right of or below a node there, whichever is nearer', () => {
    const row = graphAt([0, 1, 2].map((place) => ({ x: place * 190, y: 0 })));
    expect(freePosition(row, { x: 0, y: 0 })).toEqual({ x: 0, y: ROW_STEP });
    expect(freePosition(row, { x: 500, y: 0 })).toEqual({ x: 380 + NODE_SIZE.width + GAP, y: 0 });
  });

  it('overlaps no node, and is never left of or above the wanted one', () => {
    const position = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 900 }) });
    fc.assert(
      fc.property(fc.array(position, { maxLength: 30 }), position, (places, wanted) => {
        const free = freePosition(graphAt(places), wanted);
        expect(places.filter((place) => overlap(place, free))).toEqual([]);
        expect(free.x).toBeGreaterThanOrEqual(wanted.x);
        expect(free.y).toBeGreaterThanOrEqual(wanted.y);
        if (!places.some((place) => overlap(place, wanted))) expect(free).toEqual(wanted);
      }),
    );
  });
});
