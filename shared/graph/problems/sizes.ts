import { sameTriple, toTriple } from '../../layers/support/shape';
import { formulaOf } from '../infer';
import type { Context, Finding, Goal, Rule } from './problem';

/** Sizes that cannot be, and sizes that are not what they are expected to be. */
export const sizes: Rule = {
  find: (context) => [...context.assumed.keys()].flatMap((node) => [...refused(context, node), ...unexpected(context, node)]),

  words: {
    en: {
      tooManyValues: 'It would give {out}, more than the {most} values that a tensor can have.',
      tooManyWeights: 'It would have a tensor of {values} weights, more than the {most} that it can have.',
      unexpectedSize: 'It gives {out} and should give {expected}{because}.',
    },
    es: {
      tooManyValues: 'Daría {out}, más de los {most} valores que puede tener un tensor.',
      tooManyWeights: 'Tendría un tensor de {values} pesos, más de los {most} que puede tener.',
      unexpectedSize: 'Da {out} y debería dar {expected}{because}.',
    },
  },
};

function refused({ assumed }: Context, node: string): readonly Finding[] {
  const refusal = assumed.get(node)?.refusal;
  if (!refusal) return [];
  const expect = assumed.get(node)?.node.expect;
  const goal: Goal = {
    node,
    accepts: (out) => out !== undefined && (expect === undefined || sameTriple(toTriple(out), expect)),
    hints: hintsOf(assumed, node),
  };
  return [{ node, code: refusal.code, param: refusal.param, values: refusal.values, goal }];
}

function unexpected({ assumed }: Context, node: string): readonly Finding[] {
  const inferred = assumed.get(node);
  const expect = inferred?.node.expect;
  if (!inferred?.out || !expect || sameTriple(toTriple(inferred.out), expect)) return [];
  const goal: Goal = {
    node,
    accepts: (out) => out !== undefined && sameTriple(toTriple(out), expect),
    hints: [...expect, ...hintsOf(assumed, node)],
  };
  const formula = formulaOf(inferred)?.numbers.join(', ') ?? '';
  const size = toTriple(inferred.out);
  // A formula explains heights and widths, and a vector's length.
  const explains = formula !== '' && (inferred.out.length === 1 || size[0] !== expect[0] || size[1] !== expect[1]);
  return [
    {
      node,
      code: 'unexpectedSize',
      values: {
        out: inferred.out,
        expected: inferred.out.length === 1 ? [expect[2]] : expect,
        because: explains ? `: ${formula}` : '',
      },
      goal,
      proposals: [{ code: 'expect', values: { size: inferred.out }, edits: [{ type: 'expect', node, size }] }],
    },
  ];
}

/** The sizes around a node, and its inputs' volumes. */
function hintsOf(assumed: Context['assumed'], node: string): readonly number[] {
  const ins = assumed.get(node)?.ins ?? [];
  return ins.flatMap((size) => (size ? [...size, size.reduce((product, length) => product * length, 1)] : []));
}
