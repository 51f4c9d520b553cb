import type { Value } from '../../plan/builder';
import { normalised, over } from '../../plan/normalisation';
import { reshaped } from '../../plan/reshaping';
import type { LayerContext, Stage } from '../../plan/stage';

/** The parameters of a normalisation by groups of channels. */
export interface GroupNorm {
  readonly groups: number;
  readonly epsilon: number;
  readonly affine: boolean;
}

/** The values of each group of an image's channels, normalised together; each channel is then scaled by gamma and shifted by beta. */
export function groupNormStage({ groups, epsilon, affine }: GroupNorm, context: LayerContext): Stage {
  return {
    ...(affine ? { weighted: true } : {}),
    forward(b, [x]) {
      if (!x) throw new Error('a normalisation without an input');
      const [channels = 0, count = 0] = [x.shape.at(-1), x.shape[0]];
      const pixels = x.shape.slice(1, -1).reduce((all, size) => all * size, 1);
      const apart = [count, pixels, groups, channels / groups];
      const gamma = affine ? context.weight(b, 'gamma') : undefined;
      const scaled = (values: Value) => (gamma ? b.map('Mul', [values, gamma]) : values);
      const { out, backward } = normalised(b, reshaped(b, x, apart), [1, 3], epsilon);
      const normal = reshaped(b, out, x.shape);
      return {
        out: affine ? b.map('AddV2', [scaled(normal), context.weight(b, 'beta')]) : normal,
        backward(gradient, [wanted]) {
          if (affine && context.learns) {
            const axes = [...x.shape.keys()].slice(0, -1);
            context.gradient('gamma', over(b, 'Sum', b.map('Mul', [gradient, normal]), axes, false));
            context.gradient('beta', over(b, 'Sum', gradient, axes, false));
          }
          return [wanted ? reshaped(b, backward(reshaped(b, scaled(gradient), apart)), x.shape) : undefined];
        },
      };
    },
  };
}
