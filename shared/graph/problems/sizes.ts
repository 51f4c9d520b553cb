import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { sameTriple, toTriple, volume } from '../../layers/support/shape';
import type { Context, Goal } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { formulaOf } from '../infer';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    tooManyValues: 'Its output {out} would exceed the limit of {most} values per tensor.',
    tooManyWeights: 'Its weights would need a tensor of {values} values, and the limit is {most}.',
    unexpectedSize: 'It gives {out} and should give {expected}{because}.',
  },
  es: {
    tooManyValues: 'Su salida {out} superaría el límite de {most} valores por tensor.',
    tooManyWeights: 'Sus pesos necesitarían un tensor de {values} valores, y el límite es {most}.',
    unexpectedSize: 'Da {out} y debería dar {expected}{because}.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Layers without a valid size, and sizes other than expected. */
export const sizes: Rule = {
  find: (context) => [...context.assumed.keys()].flatMap((node) => [...refused(context, node), ...unexpected(context, node)]),
  words: MESSAGES,
};

function refused({ assumed }: Context, node: string): readonly Finding[] {
  const refusal = assumed.get(node)?.refusal;
  return refusal ? [{ node, code: refusal.code, param: refusal.param, values: refusal.values, goal: anySize }] : [];
}

/** The goal of any valid size, or of the expected one. */
function anySize({ assumed }: Context, { node = '' }: Finding): Goal {
  const expect = assumed.get(node)?.node.expect;
  return {
    node,
    accepts: (out) => out !== undefined && (expect === undefined || sameTriple(toTriple(out), expect)),
    hints: hintsOf(assumed, node),
  };
}

function unexpected({ assumed }: Context, node: string): readonly Found[] {
  const inferred = assumed.get(node);
  const expect = inferred?.node.expect;
  if (!inferred?.out || !expect || sameTriple(toTriple(inferred.out), expect)) return [];
  const { out } = inferred;
  const values = () => {
    const formula = formulaOf(inferred)?.numbers.join(', ') ?? '';
    const size = toTriple(out);
    // A formula explains heights and widths, and a vector's length.
    const explains = formula !== '' && (out.length === 1 || size[0] !== expect[0] || size[1] !== expect[1]);
    return { out, expected: out.length === 1 ? [expect[2]] : expect, because: explains ? `: ${formula}` : '' };
  };
  return [{ node, code: 'unexpectedSize', values, goal: expectedSize, proposals: expectThis }];
}

function expectedSize({ assumed }: Context, { node = '' }: Finding): Goal {
  const expect = assumed.get(node)?.node.expect ?? [0, 0, 0];
  return {
    node,
    accepts: (out) => out !== undefined && sameTriple(toTriple(out), expect),
    hints: [...expect, ...hintsOf(assumed, node)],
  };
}

/** Sets the expected size to the actual one. */
function expectThis({ assumed }: Context, { node = '' }: Finding): readonly Fix[] {
  const out = assumed.get(node)?.out;
  return out ? [{ code: 'expect', values: { size: out }, edits: [{ type: 'expect', node, size: toTriple(out) }] }] : [];
}

/** The numbers of the problem, the sizes around the node, and its inputs' volumes. */
function hintsOf(assumed: Context['assumed'], node: string): readonly number[] {
  const { ins = [], refusal } = assumed.get(node) ?? {};
  const numbers = Object.values(refusal?.values ?? {}).filter((value) => typeof value === 'number');
  return [...numbers, ...ins.flatMap((size) => (size ? [...size, volume(size)] : []))];
}
