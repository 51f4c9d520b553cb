import { z } from 'zod';
import { OPTIONAL_FUNCTIONS } from '../../layers/support/activations';
import { activationStages } from '../activations/index';
import { biasStage } from '../bias';
import type { Builder, Value } from '../builder';
import { FLOATS, flag } from '../ops';
import { type LayerKernel, only } from '../stage';

const schema = z.object({ bias: z.boolean(), activation: z.enum(OPTIONAL_FUNCTIONS) });

/** A product with a matrix [in, units]; its gradients are products too. */
export const linear: LayerKernel = (context) => {
  const { bias, activation } = schema.parse(context.params);
  return [
    {
      weighted: true,
      forward(b, ins) {
        const x = only(ins);
        const kernel = context.weight(b, 'kernel');
        const [count = 0] = x.shape;
        return {
          out: matMul(b, x, kernel, {}, [count, kernel.shape[1] ?? 0]),
          backward(gradient, [wanted]) {
            if (context.learns) context.gradient('kernel', matMul(b, x, gradient, { first: true }, kernel.shape));
            return [wanted ? matMul(b, gradient, kernel, { second: true }, x.shape) : undefined];
          },
        };
      },
    },
    ...(bias ? [biasStage(context, activation === 'None')] : []),
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
