import { defineMessages, type Lang, type LocalizedText, translate } from '../../i18n/i18n';
import { AXES, isImage, type Shape } from '../../layers/support/shape';
import type { Budget } from '../fixes/budget';
import type { Context, Goal } from '../fixes/context';
import { COSTS } from '../fixes/cost';
import { type Division, type Multiples, multiplesFor, unevenDivisions } from '../fixes/divisions';
import type { Fix, Priced } from '../fixes/fix';
import { FIX_WORDS } from '../fixes/messages';
import { setSizes } from '../fixes/proposals';
import { ruinous } from '../fixes/search';
import { spreads } from '../fixes/window';
import { someOf } from '../labels';
import type { Because } from '../problems/problem';
import { upstream } from '../wiring';

/** The sentences after a problem that say where it comes from. */
export const REASON_WORDS = defineMessages({
  en: {
    uneven: 'On the way, strides round down: {divisions}.',
    multiple: '{size} is not a multiple of {of}, and strides round down: {divisions}. Use {sizes}.',
    multipleOrPadding:
      '{size} is not a multiple of {of}, and strides round down: {divisions}. Use {sizes}, or output padding where the size comes back.',
    ruinous: 'Only a change that ruins a layer would help ({example}), so none is offered.',
  },
  es: {
    uneven: 'En el camino, los strides redondean hacia abajo: {divisions}.',
    multiple: '{size} no es múltiplo de {of}, y los strides redondean hacia abajo: {divisions}. Use {sizes}.',
    multipleOrPadding:
      '{size} no es múltiplo de {of}, y los strides redondean hacia abajo: {divisions}. Use {sizes}, u output padding donde vuelve el tamaño.',
    ruinous: 'Solo ayudaría un cambio que arruina una capa ({example}), así que no se ofrece ninguno.',
  },
});

/** The strides that drop rows or columns on the way to a wrong size, with the fixes that follow. */
export interface Rounding {
  readonly divisions: readonly Division[];
  readonly multiples: Multiples | undefined;
  /** True if a transposed convolution, which can pad its output, is on the way. */
  readonly comesBack: boolean;
  /** Input sizes that all strides divide. */
  readonly fixes: readonly Priced[];
}

/** The rounding on the way to a goal whose height or width is wrong; `undefined` if there is none. */
export function roundingOf(context: Context, goal: Goal, budget: Budget): Rounding | undefined {
  if (!isUneven(context, goal) || !budget.take(context.inference.nodes.size)) return undefined;
  const divisions = unevenDivisions(context, goal.node);
  if (divisions.length === 0) return undefined;
  const multiples = multiplesFor(context, goal, divisions, budget);
  const fixes = (multiples?.sizes ?? []).map((pair) => ({ fix: setSizes(multiples?.inputs ?? [], pair), cost: COSTS.inputSize }));
  return { divisions, multiples, comesBack: comesBack(context, goal), fixes };
}

/** The sentence about a rounding, if the fixes that work show that it is the cause. */
export function becauseOf({ divisions, multiples, comesBack, fixes }: Rounding, working: readonly Fix[]): Because | undefined {
  const told = { divisions: someOf(divisions.map(written), ', ') };
  if (multiples && fixes.some(({ fix }) => working.includes(fix))) {
    const { size, of, sizes } = multiples;
    const list = (word: string) => sizes.map((pair) => shown(pair)).join(` ${word} `);
    const values = { ...told, of, size: shown(size), sizes: { en: list('or'), es: list('o') } satisfies LocalizedText };
    return { code: comesBack ? 'multipleOrPadding' : 'multiple', values };
  }
  const nodes = new Set(divisions.map(({ node }) => node));
  const undoes = working[0]?.edits.some(
    (edit) =>
      edit.type === 'change' &&
      (Object.hasOwn(edit.params, 'outputPadding') || (nodes.has(edit.node) && !Object.hasOwn(edit.params, 'stride'))),
  );
  return undoes ? { code: 'uneven', values: told } : undefined;
}

/** True if heights or widths are what is wrong: of the inputs of a merge, or of a size and the expected one. */
function isUneven({ assumed }: Context, { node, wanted }: Goal): boolean {
  const { ins = [], out, node: own } = assumed.get(node) ?? {};
  const sizes = out ? [out, own?.expect ?? wanted] : ins;
  const [first, ...others] = sizes.filter((size) => size !== undefined);
  const differs = (other: Shape) =>
    first !== undefined && isImage(first) && isImage(other) && AXES.some((axis) => first[axis] !== other[axis]);
  return others.some(differs);
}

/** The reason why nothing is offered, if changes would reach the goal that ruin a layer. */
export function ruinOf(context: Context, goal: Goal, budget: Budget): Because | undefined {
  const [cheapest] = ruinous(context, goal, budget);
  if (!cheapest) return undefined;
  const text = (lang: Lang) => translate(FIX_WORDS, cheapest.fix.code, cheapest.fix.values, lang);
  return { code: 'ruinous', values: { example: { en: text('en'), es: text('es') } } };
}

/** pool1 179 → 89 */
const written = ({ node, from, to }: Division): string => `${node} ${from} → ${to}`;

const shown = ([height, width]: readonly [number, number]): string => (height === width ? String(height) : `${height}×${width}`);

/** True if a transposed convolution, which can pad its output, is on the way. */
function comesBack({ assumed, inference }: Context, { node }: Goal): boolean {
  return [...upstream(inference.wiring, node)].some((id) => {
    const params = assumed.get(id)?.layer.params;
    return params !== undefined && spreads(params);
  });
}
