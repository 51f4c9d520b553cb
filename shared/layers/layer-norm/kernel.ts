import type { Value } from '../../plan/builder';
import { normalised, over } from '../../plan/normalisation';
import type { LayerKernel } from '../../plan/stage';

interface LayerNorm {
  readonly epsilon: number;
  readonly affine: boolean;
}

/** The values of each image, normalised together; each is then scaled by gamma and shifted by beta, of the image's size. */
export const kernel: LayerKernel<LayerNorm> = ({ epsilon, affine }, context) => [
  {
    ...(affine ? { weighted: true } : {}),
    forward(b, [x]) {
      if (!x) throw new Error('a LayerNorm without an input');
      const gamma = affine ? context.weight(b, 'gamma') : undefined;
      const scaled = (values: Value) => (gamma ? b.map('Mul', [values, gamma]) : values);
      const { out: normal, backward } = normalised(b, x, [...x.shape.keys()].slice(1), epsilon);
      return {
        out: affine ? b.map('AddV2', [scaled(normal), context.weight(b, 'beta')]) : normal,
        backward(gradient, [wanted]) {
          if (affine && context.learns) {
            context.gradient('gamma', over(b, 'Sum', b.map('Mul', [gradient, normal]), [0], false));
            context.gradient('beta', over(b, 'Sum', gradient, [0], false));
          }
          return [wanted ? backward(scaled(gradient)) : undefined];
        },
      };
    },
  },
];
