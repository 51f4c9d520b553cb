import { describe, expect, it } from 'vitest';
import { kindOf } from '../../layers/index';
import { type Document, type Graph, LIMITS } from '../document';
import { Budget } from '../fixes/budget';
import { parseDocument, serializeDocument } from '../parse';
import { chain, loose, wideAndWrong, worstCases } from '../worst-cases';
import { countOfProblem, diagnose, fixBudget, fixMessage, problemMessage } from './diagnose';

const only = ({ graphs: [graph] }: Document): Graph => {
  if (!graph) throw new Error('no graph');
  return graph;
};

const byCode = (document: Document, options = {}) => {
  const counts = new Map<string, number>();
  for (const problem of diagnose(document, only(document), options).problems)
    counts.set(problem.code, (counts.get(problem.code) ?? 0) + countOfProblem(problem));
  return Object.fromEntries(counts);
};

describe('the largest documents', () => {
  it.each([...worstCases(LIMITS.nodes)])('are parsed and diagnosed: %s', (_, document) => {
    const parsed = parseDocument(serializeDocument(document));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues[0]));
    const budget = fixBudget();
    for (const graph of parsed.document.graphs) {
      const { problems } = diagnose(parsed.document, graph, { budget });
      const counts = new Map<string, number>();
      for (const { code } of problems) counts.set(code, (counts.get(code) ?? 0) + 1);
      expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(100);
      for (const { fixes } of problems) for (const fix of fixes) expect(fixMessage(fix, 'en').length).toBeLessThan(1_000);
    }
  });

  it('count every problem, and list a hundred of each code', () => {
    const document = loose(1_000);
    expect(byCode(document)).toEqual({ unreachable: 999, severalOutputs: 999 });
    const { problems } = diagnose(document, only(document), { fixes: false });
    expect(problems).toHaveLength(200);
    const [last] = problems.filter(({ code }) => code === 'unreachable').slice(-1);
    if (!last) throw new Error('no problem');
    expect(problemMessage(last, 'en')).toBe(
      'Its input is not connected, so no image reaches it. 899 more like this are not listed.',
    );
    expect(problemMessage(last, 'es')).toBe(
      'Su entrada no está conectada, así que no recibe ninguna imagen. Hay 899 más como este que no se listan.',
    );
  });
});

describe('the budget for fixes', () => {
  const document = loose(60);
  const looked = (budget: Budget) => diagnose(document, only(document), { budget });

  it('is not exceeded, except by the work that its last step started', () => {
    for (const steps of [0, 1_000, 50_000, 400_000]) {
      const budget = new Budget(steps);
      looked(budget);
      expect(budget.spent).toBeLessThanOrEqual(steps);
    }
    for (const [, large] of worstCases(LIMITS.nodes)) {
      const budget = new Budget(200_000);
      diagnose(large, only(large), { budget });
      // The effect of a change is followed to the end of the graph.
      expect(budget.spent).toBeLessThanOrEqual(200_000 + 3 * LIMITS.nodes);
    }
  });

  it('gives the same fixes at every call', () => {
    const fixes = () => looked(new Budget(100_000)).problems.map((problem) => problem.fixes.map((fix) => fixMessage(fix, 'en')));
    expect(fixes()).toEqual(fixes());
  });

  it('is shared: some fixes are tried for each of many problems', () => {
    const { problems, cut } = looked(fixBudget());
    expect(problems).toHaveLength(118);
    expect(problems.filter(({ fixes }) => fixes.length > 0)).toHaveLength(118);
    expect(cut).toBe(true);
  });

  it('leaves problems without fixes when it is used up, and reports it', () => {
    const { problems, cut } = looked(new Budget(0));
    expect(problems.flatMap(({ fixes }) => fixes)).toEqual([]);
    expect(cut).toBe(true);
    const small = loose(3);
    expect(diagnose(small, only(small)).cut).toBe(false);
  });

  it('is not used if no fixes are requested', () => {
    const budget = new Budget(100_000);
    expect(diagnose(document, only(document), { fixes: false, budget }).cut).toBe(false);
    expect(budget.left).toBe(100_000);
  });
});

describe('a chain with a wrong layer in the middle', () => {
  it('is fixed at that layer first, then at layers near it', () => {
    const document = chain(300, 150);
    const { problems } = diagnose(document, only(document));
    expect(problems.map(({ node, code }) => `${node} ${code}`)).toEqual(['c298 notTheInput']);
    const fixes = problems[0]?.fixes ?? [];
    expect(fixes[0] && fixMessage(fixes[0], 'en')).toBe('Set padding of c150 to 1');
    const nodes = fixes.flatMap(({ edits }) => edits.map((edit) => ('node' in edit ? Number(edit.node.slice(1)) : Number.NaN)));
    for (const node of nodes) expect(Math.abs(node - 150)).toBeLessThanOrEqual(5);
    expect(fixes.length).toBeGreaterThanOrEqual(4);
  });

  it('is fixed at the last layer first, if that layer sets the wrong size itself', () => {
    const document = chain(20);
    const graph = only(document);
    const nodes = Object.fromEntries(
      Object.entries(graph.nodes).map(([id, node]) => [
        id,
        kindOf(node.kind)?.inputs.max === 0 ? node : { ...node, params: { ...node.params, filters: 8 } },
      ]),
    );
    const eight = { ...document, graphs: [{ ...graph, nodes }] };
    const [problem] = diagnose(eight, only(eight)).problems;
    expect(problem?.fixes[0] && fixMessage(problem.fixes[0], 'en')).toBe('Set filters to 1');
  });
});

it('finds fixes for one layer among many wrong ones', () => {
  const document = wideAndWrong(200);
  const { problems } = diagnose(document, only(document));
  const refused = problems.filter(({ code }) => code === 'kernelTooLarge');
  expect(refused.length).toBeGreaterThan(5);
  for (const { fixes } of refused) expect(fixes.length).toBeGreaterThan(0);
});
