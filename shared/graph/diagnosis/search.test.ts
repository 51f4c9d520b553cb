import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../../../e2e/support/needs';
import { kindOf } from '../../layers/index';
import { fieldsOf } from '../../layers/support/params';
import { type Document, type Graph, graphOf } from '../document';
import { applyEdits } from '../edits/edit';
import { parseDocument } from '../parse';
import { changeArbitrary, changeParam, graphArbitrary } from '../random';
import { diagnose, fixMessage } from './diagnose';

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

/** The errors, without that of a graph without weights. */
const errors = (document: Document) =>
  diagnose(document, only(document)).problems.filter(({ severity, code }) => severity === 'error' && code !== 'noWeights');

/** The numeric parameter in which two graphs differ, if there is one. */
function differing(before: Graph, after: Graph) {
  for (const [id, node] of Object.entries(after.nodes)) {
    const old = before.nodes[id];
    const kind = kindOf(node.kind);
    if (!old || !kind || old === node) continue;
    for (const [param, field] of fieldsOf(kind.params)) {
      const numeric = field.type === 'integer' || field.type === 'axes';
      if (numeric && JSON.stringify(old.params[param]) !== JSON.stringify(node.params[param])) return { id, param };
    }
  }
  return undefined;
}

describe('the search for fixes', () => {
  it('finds the inverse of any change of one parameter in random graphs with expected sizes', () => {
    let told = 0;
    fc.assert(
      fc.property(graphArbitrary({ expects: true }), changeArbitrary, (graph, change) => {
        const right = around(graph);
        expect(errors(right)).toEqual([]);
        const wrong = around(changeParam(graph, change));
        const changed = differing(only(right), only(wrong));
        const problems = changed ? errors(wrong) : [];
        // A node without an expected size may change its size without an error.
        if (!changed || problems.length === 0) return;
        told++;
        const mended = problems.flatMap(({ fixes }) => fixes.map(({ edits }) => applyEdits(wrong, graph.id, edits)));
        expect(mended.map((document) => only(document).nodes)).toContainEqual(only(right).nodes);
      }),
      { numRuns: cases(3_000) },
    );
    console.log(`inverse found in all ${told} of the changes that made a size wrong`);
    expect(told).toBeGreaterThan(cases(500));
  });

  it('offers only fixes that remove the problem and add no error', () => {
    fc.assert(
      fc.property(
        graphArbitrary({ expects: true, maxNodes: 12 }),
        fc.array(changeArbitrary, { minLength: 1, maxLength: 3 }),
        (graph, changes) => {
          const wrong = around(changes.reduce(changeParam, graph));
          const before = errors(wrong);
          for (const problem of before) {
            for (const fix of problem.fixes) {
              const after = errors(applyEdits(wrong, graph.id, fix.edits));
              const key = (other: typeof problem) => `${other.code} ${other.node}`;
              expect(after.map(key)).not.toContain(key(problem));
              expect(before.map(key)).toEqual(expect.arrayContaining(after.map(key)));
            }
          }
        },
      ),
      { numRuns: cases(500) },
    );
  });

  it('fixes row 5 of Table 2 by its padding first', () => {
    const parsed = parseDocument(readFileSync('presets/table2-as-printed.patchbay.json', 'utf8'));
    if (!parsed.ok) throw new Error('not read');
    const graph = graphOf(parsed.document, 'autoencoder') ?? only(parsed.document);
    const { problems } = diagnose(parsed.document, graph);
    expect(problems.map(({ node, param }) => [node, param])).toEqual([['convt1', 'padding']]);
    expect(problems[0]?.fixes.map((fix) => fixMessage(fix, 'en'))).toEqual([
      'Set padding to 0',
      'Set stride to 3',
      'Set dilation to 2',
      'Set kernel to 9',
    ]);
  });
});
