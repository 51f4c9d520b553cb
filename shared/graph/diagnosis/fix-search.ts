import { graphOf } from '../document';
import { applyEdits, type Edit, EditError } from '../edits/edit';
import { Budget } from '../fixes/budget';
import type { Change } from '../fixes/change';
import type { Context } from '../fixes/context';
import { COSTS, costOfLeftOver, pricedInOrder } from '../fixes/cost';
import type { Fix, Priced } from '../fixes/fix';
import { setParams } from '../fixes/proposals';
import { search } from '../fixes/search';
import { isInUse, isSoundChange } from '../fixes/soundness';
import { infer } from '../infer';
import { RULES } from '../problems/index';
import type { Because, Finding } from '../problems/problem';
import { contextOf } from './context';
import { becauseOf, roundingOf, ruinOf } from './reason';

/** The maximum number of fixes of one problem. */
export const MOST_FIXES = 8;

/** The maximum number of fixes tried for one problem, and of nodes checked again for them. */
const MOST_TRIED = 64;
const MOST_NODES = 20_000;

/** The maximum number of steps of one search, and further ones for each node. */
const SEARCHED = 30_000;
const SEARCHED_NODE = 20;

/** The steps that a check of the whole graph costs for each node, wire and problem. */
const LOOK = 3;

/** The minimum number of fixes tried for a problem while the budget lasts, however many other problems there are. */
const LEAST_TRIED = 4;

/** The most further changes that complete a fix. */
const MOST_COMPLETED = 4;

const isError = (finding: Finding): boolean => (finding.severity ?? 'error') === 'error';

/** The key by which a finding is the same problem before and after a change. */
function keyOf({ code, node = '', param = '' }: Finding): string {
  return `${code}\n${node}\n${param}`;
}

/** The fixes of a problem, and where it comes from. */
export interface Solution {
  readonly fixes: readonly Fix[];
  readonly because?: Because;
}

/** A graph after a fix that works, with the errors of places that had no size before. */
interface Mended {
  readonly context: Context;
  readonly leftOver: readonly Finding[];
}

/** The search for fixes of a graph's problems, one after another, each with an equal share of the remaining budget. */
export class FixSearch {
  /** True once a fix was not tried because the budget had ended. */
  cut = false;
  /** The keys of the graph's errors without any fix. */
  private readonly present: ReadonlySet<string>;
  /** The steps of one check of the whole graph. */
  private readonly look: number;
  private readonly most: number;

  constructor(
    private readonly context: Context,
    findings: readonly Finding[],
    private readonly budget: Budget,
  ) {
    const { size } = context.inference.nodes;
    this.present = new Set(findings.filter(isError).map(keyOf));
    this.look = LOOK * (size + context.graph.edges.length + findings.length);
    this.most = Math.max(MOST_FIXES, Math.min(MOST_TRIED, Math.floor(MOST_NODES / size)));
  }

  /**
   * The fixes of a problem that work, the cheapest first: each is applied and the graph checked again. `left` problems share the
   * remaining budget.
   */
  solve(finding: Finding, left: number): Solution {
    const budget = this.budget.share(left, LEAST_TRIED * this.look);
    if (!this.spend(budget)) return { fixes: [] };
    const { proposals } = finding;
    const proposed = proposals ? pricedInOrder(proposals(this.context, finding), this.most) : [];
    const goal = finding.goal?.(this.context, finding);
    const rounding = goal && roundingOf(this.context, goal, budget.share(4));
    const searched = goal ? search(this.context, goal, this.budgetOfSearch(budget)) : [];
    const all = [...searched, ...(rounding?.fixes ?? []), ...proposed].sort((a, b) => a.cost - b.cost);
    const fixes = this.tried(finding, all, budget).map(({ fix }) => fix);
    const ruin = goal && fixes.length === 0 ? ruinOf(this.context, goal, budget) : undefined;
    const because = ruin ?? (rounding && becauseOf(rounding, fixes));
    return { fixes, ...(because && { because }) };
  }

  /** Half of a budget, up to what finds the likely fixes of a graph of this size. */
  private budgetOfSearch(budget: Budget): Budget {
    const most = SEARCHED + SEARCHED_NODE * this.context.inference.nodes.size;
    return new Budget(Math.min(most, budget.left / 2), budget);
  }

  /** Takes steps from a budget, by default those of one check. @returns false if fewer are left */
  private spend(budget: Budget, steps = this.look): boolean {
    const there = budget.take(steps);
    this.cut ||= !there;
    return there;
  }

  private tried(finding: Finding, all: readonly Priced[], budget: Budget): readonly Priced[] {
    const good: Priced[] = [];
    let completed = false;
    for (const { fix, cost } of all.slice(0, this.most)) {
      // Every edit copies the list of nodes.
      const edits = fix.edits.length * this.context.inference.nodes.size;
      const dearest = (good[0]?.cost ?? cost) + COSTS.spread;
      if (good.length >= MOST_FIXES || cost > dearest || !this.spend(budget, this.look + edits)) break;
      const mended = this.mended(finding, this.context, fix.edits);
      if (!mended) continue;
      good.push({ fix, cost });
      const whole = completed || mended.leftOver.length === 0 ? undefined : this.completed(finding, fix, mended, budget);
      completed ||= mended.leftOver.length > 0;
      if (whole) good.push({ fix: whole.fix, cost: cost - costOfLeftOver(1) + whole.cost });
    }
    return good.sort((a, b) => a.cost - b.cost).slice(0, MOST_FIXES);
  }

  /**
   * A fix with the same change of the layers that the places after it need: one mistake that was made several times. `undefined` if
   * there are none, or others.
   */
  private completed(finding: Finding, first: Fix, mended: Mended, budget: Budget): Priced | undefined {
    const setting = settingOf(this.context, first.edits);
    const edits = [...first.edits];
    for (let { context, leftOver } = mended; leftOver.length > 0; ) {
      const [next] = leftOver;
      if (!next?.goal || setting === undefined || edits.length > MOST_COMPLETED || !this.spend(budget)) return undefined;
      const [same] = search(context, next.goal(context, next), this.budgetOfSearch(budget)).filter(
        ({ fix }) => settingOf(context, fix.edits) === setting,
      );
      const after = same && this.mended(next, context, same.fix.edits);
      if (!after || same.fix.edits.some((edit) => edits.some((other) => nodeOf(other) === nodeOf(edit)))) return undefined;
      edits.push(...same.fix.edits);
      ({ context, leftOver } = after);
    }
    const fix = setParams(this.context.graph, changesOf(this.context, edits), finding.node ?? '');
    return { fix, cost: COSTS.repeated * (edits.length - first.edits.length) };
  }

  /** The graph after edits that remove the problem and ruin nothing; `undefined` if they do not. */
  private mended(finding: Finding, before: Context, edits: readonly Edit[]): Mended | undefined {
    const after = changedBy(before, edits);
    if (!after || !isSound(before, after, finding)) return undefined;
    const leftOver: Finding[] = [];
    for (const rule of RULES)
      for (const other of rule.find(after)) {
        if (keyOf(other) === keyOf(finding)) return undefined;
        if (!isError(other) || this.present.has(keyOf(other))) continue;
        if (!wasUnknown(before, after, finding, other)) return undefined;
        leftOver.push(other);
      }
    return { context: after, leftOver };
  }
}

/** The graph after edits; `undefined` if one of them cannot be made. */
function changedBy({ document, graph, inference, runs, read, assumed }: Context, edits: readonly Edit[]): Context | undefined {
  try {
    const changed = applyEdits(document, graph.id, edits);
    const after = graphOf(changed, graph.id);
    return after && contextOf(changed, after, infer(after, inference), { runs, data: read }, assumed);
  } catch (error) {
    if (error instanceof EditError) return undefined;
    throw error;
  }
}

/** True if an error is of a size that was not known before. It was there all along, and only could not be seen. */
function wasUnknown(before: Context, after: Context, mended: Finding, { node = '' }: Finding): boolean {
  const old = before.assumed.get(node);
  return old !== undefined && old.out === undefined && (node !== mended.node || after.assumed.get(node)?.out !== undefined);
}

/** True if every layer that changes still does its work, and every one that did before, and the one that is mended. */
function isSound(before: Context, after: Context, { node }: Finding): boolean {
  for (const [id, inferred] of after.assumed) {
    const old = before.assumed.get(id);
    if (old === inferred) continue;
    const { params } = inferred.layer;
    const changes = old?.layer !== inferred.layer;
    if (params && changes && !isSoundChange(old?.layer.params, params)) return false;
    const answers = changes || id === node || (old.out !== undefined && isInUse(old));
    if (answers && !isInUse(inferred)) return false;
  }
  return true;
}

/** The kind of layer and the parameters that edits change, with their values; `undefined` if they differ, or if they do something else. */
function settingOf({ assumed }: Context, edits: readonly Edit[]): string | undefined {
  const settings = new Set(
    edits.map((edit) => (edit.type === 'change' ? JSON.stringify([assumed.get(edit.node)?.node.kind, edit.params]) : '')),
  );
  const [only] = settings;
  return settings.size === 1 && only !== '' ? only : undefined;
}

const nodeOf = (edit: Edit): string | undefined => ('node' in edit ? edit.node : undefined);

function changesOf({ assumed }: Context, edits: readonly Edit[]): readonly Change[] {
  return edits.flatMap((edit): Change[] =>
    edit.type === 'change'
      ? [
          {
            node: edit.node,
            kind: assumed.get(edit.node)?.node.kind ?? '',
            set: edit.params,
            params: { ...assumed.get(edit.node)?.layer.params, ...edit.params },
          },
        ]
      : [],
  );
}
