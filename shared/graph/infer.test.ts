import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDocument, type Graph } from './document';
import { applyEdits, type Edit } from './edits/edit';
import { infer, totalsOf } from './infer';
import { changeArbitrary, changeParam, graphArbitrary } from './random';
import { downstream, wiringOf } from './wiring';

function graphOf(edits: readonly Edit[]): Graph {
  const [graph] = applyEdits(emptyDocument('Test'), 'model', edits).graphs;
  if (!graph) throw new Error('no graph');
  return graph;
}

const sizes = (graph: Graph) => Object.fromEntries([...infer(graph).nodes].map(([id, { out }]) => [id, out]));

describe('inference', () => {
  it('gives the sizes of Table 2', () => {
    const layers: readonly (readonly [string, object])[] = [
      ['Conv2D', { filters: 16 }],
      ['MaxPool2D', {}],
      ['Conv2D', { filters: 32 }],
      ['MaxPool2D', {}],
      ['ConvTranspose2D', { filters: 16, kernel: [5, 5] }],
      ['ConvTranspose2D', { filters: 1, kernel: [6, 6], padding: [1, 1] }],
    ];
    const graph = graphOf(
      layers.flatMap(([kind, params], row): Edit[] => [
        { type: 'add', kind, id: `row${row + 1}`, params: { ...params } },
        { type: 'connect', from: row === 0 ? 'input' : `row${row}`, to: `row${row + 1}` },
      ]),
    );
    expect(sizes(graph)).toEqual({
      input: [28, 28, 1],
      row1: [26, 26, 16],
      row2: [13, 13, 16],
      row3: [11, 11, 32],
      row4: [5, 5, 32],
      row5: [13, 13, 16],
      row6: [28, 28, 1],
    });
    expect(totalsOf(infer(graph)).params).toBe(18_193);
  });

  it("makes the paper's Figure 4 4×4, as PyTorch's formula does and the printed one does not", () => {
    const graph = graphOf([
      { type: 'change', node: 'input', params: { height: 2, width: 2 } },
      { type: 'add', kind: 'ConvTranspose2D', id: 'a', params: { filters: 1, kernel: [3, 3], stride: [1, 1] } },
      { type: 'connect', from: 'input', to: 'a' },
    ]);
    expect(sizes(graph)['a']).toEqual([4, 4, 1]);
  });

  it('infers a merge after all of its branches, in any order of the document', () => {
    const edits: Edit[] = [
      { type: 'add', kind: 'Concat', id: 'merge' },
      { type: 'add', kind: 'Conv2D', id: 'late', params: { filters: 3, padding: [1, 1] } },
      { type: 'add', kind: 'Conv2D', id: 'early', params: { filters: 2, padding: [1, 1] } },
      { type: 'connect', from: 'input', to: 'early' },
      { type: 'connect', from: 'early', to: 'merge' },
      { type: 'connect', from: 'late', to: 'merge' },
    ];
    expect(sizes(graphOf(edits))['merge']).toBeUndefined();
    expect(sizes(graphOf([...edits, { type: 'connect', from: 'early', to: 'late' }]))['merge']).toEqual([28, 28, 5]);
  });

  it('infers only nodes downstream of a change again, with the sizes of a fresh inference', () => {
    fc.assert(
      fc.property(graphArbitrary(), changeArbitrary, (graph, change) => {
        const before = infer(graph);
        const changed = changeParam(graph, change);
        const after = infer(changed, before);
        const [touched] = Object.keys(changed.nodes).filter((id) => changed.nodes[id] !== graph.nodes[id]);
        const behind = touched === undefined ? new Set<string>() : downstream(wiringOf(changed), touched);
        for (const [id, inferred] of after.nodes) if (!behind.has(id)) expect(inferred).toBe(before.nodes.get(id));
        expect(after.nodes).toEqual(infer(changed).nodes);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a size above the limit of a tensor', () => {
    const edits = Array.from({ length: 8 }, (_, step): Edit[] => [
      { type: 'add', kind: 'Upsample', id: `u${step}`, params: { factor: [64, 64] } },
      { type: 'connect', from: step === 0 ? 'input' : `u${step - 1}`, to: `u${step}` },
    ]).flat();
    const { nodes } = infer(graphOf(edits));
    expect(nodes.get('u1')?.refusal?.code).toBe('tooManyValues');
    expect(nodes.get('u7')?.out).toBeUndefined();
  });
});
