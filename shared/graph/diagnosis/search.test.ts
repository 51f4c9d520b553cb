import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../../../e2e/support/needs';
import type { Params } from '../../layers/support/kind';
import { type Document, emptyGraph, type Graph, type GraphNode, graphOf } from '../document';
import { applyEdits, type Edit } from '../edits/edit';
import { isInUse, isSoundChange } from '../fixes/soundness';
import { countsOf, infer } from '../infer';
import { parseDocument } from '../parse';
import { changeArbitrary, changeParam, graphArbitrary } from '../random';
import { contextOf } from './context';
import { diagnose, fixMessage, type Problem } from './diagnose';

/** A document with a random graph and an unknown data set, so that only expected sizes can be wrong. */
function around(graph: Graph): Document {
  const training = { dataset: 'unknown', task: 'classification', loss: 'CrossEntropy' };
  return { format: 'patchbay', version: 1, name: '', notes: '', graphs: [{ ...graph, training }] };
}

const only = (document: Document): Graph => {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return graph;
};

/** Errors of random graphs that are not about sizes: they may have no weights, and an output that is no classifier's. */
const ASIDE = new Set(['noWeights', 'notScores', 'oneScore', 'otherInput']);

/** The errors of sizes. */
const errors = (document: Document, fixes = true) =>
  diagnose(document, only(document), { fixes }).problems.filter(({ severity, code }) => severity === 'error' && !ASIDE.has(code));

const hasErrors = (document: Document): boolean => errors(document, false).length > 0;

/** A residual block whose way has some convolutions, with a convolution on its shortcut, between two layers. */
const residualArbitrary: fc.Arbitrary<Document> = fc
  .record({
    size: fc.tuple(fc.integer({ min: 6, max: 40 }), fc.integer({ min: 6, max: 40 }), fc.integer({ min: 1, max: 16 })),
    filters: fc.integer({ min: 1, max: 32 }),
    stride: fc.integer({ min: 1, max: 2 }),
    length: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ size: [height, width, channels], filters, stride, length }) => {
    const way = Array.from({ length }, (_, index) => `conv${index}`);
    const conv = (id: string, from: string, params: Params): Edit[] => [
      { type: 'add', kind: 'Conv2D', id, params: { filters, ...params } },
      { type: 'connect', from, to: id },
    ];
    return applyEdits({ ...around({ ...emptyGraph('random', ''), nodes: {} }) }, 'random', [
      { type: 'add', kind: 'Input', id: 'input', params: { height, width, channels } },
      ...way.flatMap((id, index) =>
        conv(id, way[index - 1] ?? 'input', { padding: [1, 1], stride: index === 0 ? [stride, stride] : [1, 1] }),
      ),
      ...conv('shortcut', 'input', { kernel: [1, 1], stride: [stride, stride], bias: false }),
      { type: 'add', kind: 'Add', id: 'sum' },
      { type: 'connect', from: way.at(-1) ?? 'input', to: 'sum' },
      { type: 'connect', from: 'shortcut', to: 'sum' },
      { type: 'add', kind: 'GlobalAvgPool', id: 'mean' },
      { type: 'connect', from: 'sum', to: 'mean' },
    ]);
  });

/** The sizes of a graph's layers and its trained parameters: equal for graphs that differ in ids and in choices without effect. */
function signatureOf(document: Document): string {
  const { nodes } = infer(only(document));
  const layers = [...nodes.values()].map((inferred) => `${inferred.out?.join('×')} ${countsOf(inferred)?.params}`);
  return layers.sort().join(', ');
}

/** The number of fixes of a problem that the window shows. */
const SHOWN = 3;

/** True if the shown fixes of the first problem, one after another, lead back to a graph of this signature within some steps. */
function leadsBack(document: Document, signature: string, steps: number): boolean {
  if (signatureOf(document) === signature) return true;
  if (steps === 0) return false;
  const [first] = errors(document);
  const fixes = first?.fixes.slice(0, SHOWN) ?? [];
  return fixes.some(({ edits }) => leadsBack(applyEdits(document, only(document).id, edits), signature, steps - 1));
}

/** The part of mistakes whose inverse is among the shown fixes. */
class Rate {
  private told = 0;
  private found = 0;

  constructor(private readonly name: string) {}

  add(found: boolean): void {
    this.told++;
    if (found) this.found++;
  }

  /** Several rates as one; each is printed. */
  static of(name: string, rates: readonly Rate[]): Rate {
    const all = new Rate(name);
    for (const rate of rates) {
      rate.print();
      all.told += rate.told;
      all.found += rate.found;
    }
    return all;
  }

  private print(): void {
    console.log(`${this.name}: the inverse among the first three fixes of ${this.found} of ${this.told} mistakes`);
  }

  /** Prints the rate, and fails below `least`, or for fewer than `fewest` mistakes. */
  expectAtLeast(least: number, fewest: number): void {
    this.print();
    expect(this.told).toBeGreaterThan(fewest);
    expect(this.found / this.told).toBeGreaterThanOrEqual(least);
  }
}

/** True if every layer that changed would be sound with its old parameters: only such a change has an inverse to offer. */
function isInvertible(right: Document, wrong: Document): boolean {
  const now = infer(only(wrong)).nodes;
  return [...infer(only(right)).nodes].every(([id, inferred]) => {
    const { params } = inferred.layer;
    const same = now.get(id)?.node === inferred.node;
    return same || (params !== undefined && isSoundChange(now.get(id)?.layer.params, params) && isInUse(inferred));
  });
}

/** A random graph with changes of parameters, each of which alone makes a size wrong. */
const mistakesArbitrary = (changes: number): fc.Arbitrary<{ readonly right: Document; readonly wrong: Document }> =>
  fc
    .tuple(graphArbitrary({ expects: true }), fc.array(changeArbitrary, { minLength: changes, maxLength: changes }))
    .map(([graph, list]) => {
      const told = list.filter((change) => hasErrors(around(changeParam(graph, change))));
      return { right: around(graph), wrong: around(told.reduce(changeParam, graph)) };
    });

/** Counts how often the changes of random graphs lead back. */
function rateOf(name: string, changes: number, runs: number): Rate {
  const rate = new Rate(name);
  fc.assert(
    fc.property(mistakesArbitrary(changes), ({ right, wrong }) => {
      expect(errors(right)).toEqual([]);
      if (hasErrors(wrong) && isInvertible(right, wrong)) rate.add(leadsBack(wrong, signatureOf(right), changes));
    }),
    { numRuns: runs },
  );
  return rate;
}

/** The reason why a change of a layer reaches a size and ruins the network, written independently of `soundness.ts`. */
function ruinOf(before: GraphNode, after: GraphNode): string | undefined {
  const at = ({ params }: GraphNode, name: string, axis: number, usual: number): number => {
    const value = params[name];
    return Array.isArray(value) ? Number(value[axis]) : usual;
  };
  for (const axis of [0, 1]) {
    const now = (name: string, usual: number) => at(after, name, axis, usual);
    const changed = (name: string, usual: number) => now(name, usual) !== at(before, name, axis, usual);
    const [kernel, stride, padding, dilation] = [now('kernel', 1), now('stride', 1), now('padding', 0), now('dilation', 1)];
    const covered = dilation * (kernel - 1) + 1;
    if (changed('padding', 0) && padding > 0 && padding >= covered)
      return `padding ${padding} on a kernel that covers ${covered}`;
    if (after.kind === 'ConvTranspose2D') {
      if ((changed('kernel', 3) || changed('stride', 2)) && kernel < stride) return `kernel ${kernel} below stride ${stride}`;
      if (changed('padding', 0) && 2 * padding > covered) return `padding ${padding} crops more than ${covered}`;
    }
    if (changed('dilation', 1) && dilation > 4) return `dilation ${dilation}`;
    if (changed('stride', 1) && stride > 4) return `stride ${stride}`;
  }
  return undefined;
}

describe('the search for fixes', () => {
  it('offers the inverse of changes of one, two and three parameters', () => {
    const rates = [
      rateOf('one parameter', 1, cases(1_000)),
      rateOf('two parameters', 2, cases(500)),
      rateOf('three parameters', 3, cases(500)),
    ];
    Rate.of('any of these', rates).expectAtLeast(0.9, cases(500));
  }, 600_000);

  it('offers no fix that ruins a layer, and none that adds an error where all was right', () => {
    let fixes = 0;
    fc.assert(
      fc.property(
        graphArbitrary({ expects: true, maxNodes: 12 }),
        fc.array(changeArbitrary, { minLength: 1, maxLength: 3 }),
        (graph, list) => {
          const wrong = around(list.reduce(changeParam, graph));
          const before = errors(wrong);
          const known = contextOf(wrong, only(wrong), infer(only(wrong)), {}).assumed;
          for (const problem of before)
            for (const fix of problem.fixes) {
              fixes++;
              const mended = applyEdits(wrong, graph.id, fix.edits);
              for (const [id, node] of Object.entries(only(mended).nodes)) {
                const old = only(wrong).nodes[id];
                if (old && old !== node) expect(ruinOf(old, node), `${fixMessage(fix, 'en')} at ${problem.node}`).toBeUndefined();
              }
              const key = (other: Problem) => `${other.code} ${other.node}`;
              const after = errors(mended, false);
              expect(after.map(key)).not.toContain(key(problem));
              const added = after.filter((other) => !before.map(key).includes(key(other)));
              for (const { node = '' } of added)
                expect(known.get(node)?.out, `${fixMessage(fix, 'en')}: ${node}`).toBeUndefined();
            }
        },
      ),
      { numRuns: cases(9_000) },
    );
    console.log(`${fixes} fixes, none of which ruins a layer or adds an error`);
    expect(fixes).toBeGreaterThan(cases(10_000));
  }, 600_000);

  it('offers the Flatten that was removed', () => {
    const rate = new Rate('a Flatten removed');
    fc.assert(
      fc.property(graphArbitrary({ expects: true }), fc.nat(9), (graph, which) => {
        const ids = Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.kind === 'Flatten' && !graph.nodes[id]?.bypassed);
        const id = ids[which % Math.max(1, ids.length)];
        if (id === undefined) return;
        const right = around(graph);
        const wrong = applyEdits(right, graph.id, [{ type: 'remove', nodes: [id] }]);
        if (errors(wrong).length > 0) rate.add(leadsBack(wrong, signatureOf(right), 1));
      }),
      { numRuns: cases(1_000) },
    );
    rate.expectAtLeast(0.9, cases(100));
  });

  it('offers the convolution of a shortcut that was removed', () => {
    const rate = new Rate('a shortcut convolution removed');
    fc.assert(
      fc.property(residualArbitrary, (right) => {
        expect(errors(right)).toEqual([]);
        const wrong = applyEdits(right, only(right).id, [{ type: 'remove', nodes: ['shortcut'] }]);
        if (errors(wrong).length > 0) rate.add(leadsBack(wrong, signatureOf(right), 1));
      }),
      { numRuns: cases(300) },
    );
    rate.expectAtLeast(0.9, cases(100));
  });

  it('fixes row 5 of Table 2 by its padding first', () => {
    const parsed = parseDocument(readFileSync('presets/table2-as-printed.patchbay.json', 'utf8'));
    if (!parsed.ok) throw new Error('not read');
    const graph = graphOf(parsed.document, 'autoencoder') ?? only(parsed.document);
    const { problems } = diagnose(parsed.document, graph);
    expect(problems.map(({ node, param }) => [node, param])).toEqual([['convt1', 'padding']]);
    expect(problems[0]?.fixes.slice(0, SHOWN).map((fix) => fixMessage(fix, 'en'))).toEqual([
      'Set padding to 0',
      'Set stride to 3',
      'Set kernel to 9',
    ]);
  });
});
