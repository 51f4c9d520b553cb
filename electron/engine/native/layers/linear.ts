import { z } from 'zod';
import { OPTIONAL_FUNCTIONS } from '../../../../shared/layers/support/activations';
import { activationStages } from '../activations/index';
import type { Builder, Value } from '../builder';
import { FLOATS, flag } from '../ops';
import { type Lower, only } from '../stage';
import { biasStage } from './bias';

const schema = z.object({ bias: z.boolean(), activation: z.enum(OPTIONAL_FUNCTIONS) });

/** A product with a matrix [in, units]; its gradients are products too. */
export const linear: Lower = (site) => {
  const { bias, activation } = schema.parse(site.params);
  return [
    {
      weighted: true,
      forward(b, ins) {
        const x = only(ins);
        const kernel = site.weight(b, 'kernel');
        const [count = 0] = x.shape;
        return {
          out: matMul(b, x, kernel, {}, [count, kernel.shape[1] ?? 0]),
          backward(gradient, [wanted]) {
            if (site.learns) site.gradient('kernel', matMul(b, x, gradient, { first: true }, kernel.shape));
            return [wanted ? matMul(b, gradient, kernel, { second: true }, x.shape) : undefined];
          },
        };
      },
    },
    ...(bias ? [biasStage(site, activation === 'None')] : []),
    ...activationStages(activation),
  ];
};

/** The product of two matrices, either of them turned about first. */
export function matMul(
  b: Builder,
  one: Value,
  other: Value,
  turned: { readonly first?: boolean; readonly second?: boolean },
  shape: readonly number[],
): Value {
  const attributes = [...FLOATS, flag('transpose_a', turned.first ?? false), flag('transpose_b', turned.second ?? false)];
  return b.op('MatMul', attributes, [one, other], shape);
}
