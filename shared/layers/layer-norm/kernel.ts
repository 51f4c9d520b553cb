import type { Builder, Value } from '../../plan/builder';
import { FLOATS, flag, type } from '../../plan/ops';
import type { LayerKernel } from '../../plan/stage';

interface LayerNorm {
  readonly epsilon: number;
  readonly affine: boolean;
}

/** The mean or the sum over some axes, which keep the length 1 if `keep` is true. */
function over(b: Builder, op: 'Mean' | 'Sum', x: Value, axes: readonly number[], keep: boolean): Value {
  const shape = x.shape.flatMap((size, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [size]));
  return b.op(op, [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', keep)], [x, b.ints(axes)], shape);
}

/** With n the normalised values and g the gradient of n, the gradient of x is (g − mean(g) − n · mean(g · n)) / deviation. */
export const kernel: LayerKernel<LayerNorm> = ({ epsilon, affine }, context) => [
  {
    ...(affine ? { weighted: true } : {}),
    forward(b, [x]) {
      if (!x) throw new Error('a LayerNorm without an input');
      const mean = (values: Value) => over(b, 'Mean', values, [...x.shape.keys()].slice(1), true);
      const gamma = affine ? context.weight(b, 'gamma') : undefined;
      const scaled = (values: Value) => (gamma ? b.map('Mul', [values, gamma]) : values);
      const centred = b.map('Sub', [x, mean(x)]);
      const variance = mean(b.map('Square', [centred]));
      const inverse = b.map('Rsqrt', [b.map('AddV2', [variance, b.scalar(epsilon)])]);
      const normal = b.map('Mul', [centred, inverse]);
      return {
        out: affine ? b.map('AddV2', [scaled(normal), context.weight(b, 'beta')]) : normal,
        backward(gradient, [wanted]) {
          if (affine && context.learns) {
            context.gradient('gamma', over(b, 'Sum', b.map('Mul', [gradient, normal]), [0], false));
            context.gradient('beta', over(b, 'Sum', gradient, [0], false));
          }
          if (!wanted) return [undefined];
          const g = scaled(gradient);
          const along = b.map('Mul', [normal, mean(b.map('Mul', [g, normal]))]);
          return [b.map('Mul', [b.map('Sub', [b.map('Sub', [g, mean(g)]), along]), inverse])];
        },
      };
    },
  },
];
