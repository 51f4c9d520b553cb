import { type Builder, RESERVE, type Value } from '../../plan/builder';
import { FLOATS, flag, float, NHWC, type } from '../../plan/ops';
import { reshaped } from '../../plan/reshaping';
import { type LayerKernel, type Stage, stage } from '../../plan/stage';

const TYPES = [...FLOATS, type('U', 'float32'), NHWC];

interface BatchNorm {
  readonly momentum: number;
  readonly epsilon: number;
}

/**
 * Batch normalisation by TensorFlow's fused kernels. In training they also update the running averages, with the unbiased
 * variance, as in PyTorch. Frozen, or in a plan for inference, the layer is a scale and a shift of each channel.
 */
export const kernel: LayerKernel<BatchNorm> = ({ momentum, epsilon }, context) => {
  const weights = (b: Builder) => ['gamma', 'beta', 'movingMean', 'movingVariance'].map((name) => context.weight(b, name));
  const training: Stage = {
    weighted: true,
    forward(b, [input]) {
      if (!input) throw new Error('a BatchNorm without an input');
      const x = asImages(b, input);
      const [gamma, beta, mean, variance] = weights(b);
      if (!gamma || !beta || !mean || !variance) throw new Error('a BatchNorm without weights');
      const attributes = [...TYPES, float('epsilon', epsilon), flag('is_training', true)];
      const outputs = [{ shape: x.shape }, { shape: gamma.shape }, { shape: gamma.shape }, RESERVE, RESERVE, RESERVE];
      const [y, newMean, newVariance, ...kept] = b.ops(
        'FusedBatchNormV3',
        [...attributes, float('exponential_avg_factor', momentum)],
        [x, gamma, beta, mean, variance],
        outputs,
      );
      if (!y || !newMean || !newVariance) throw new Error('a BatchNorm without outputs');
      b.assign(context.variable('movingMean'), newMean);
      b.assign(context.variable('movingVariance'), newVariance);
      return {
        out: reshaped(b, y, input.shape),
        backward(gradient) {
          const inputs = [reshaped(b, gradient, x.shape), x, gamma, ...kept];
          const shapes = [{ shape: x.shape }, { shape: gamma.shape }, { shape: gamma.shape }, RESERVE, RESERVE];
          const [dx, dGamma, dBeta] = b.ops('FusedBatchNormGradV3', attributes, inputs, shapes);
          if (!dx || !dGamma || !dBeta) throw new Error('a BatchNorm without gradients');
          context.gradient('gamma', dGamma);
          context.gradient('beta', dBeta);
          return [reshaped(b, dx, input.shape)];
        },
      };
    },
  };
  const scaled = stage((b, x) => {
    const [gamma, beta, mean, variance] = weights(b);
    if (!gamma || !beta || !mean || !variance) throw new Error('a BatchNorm without weights');
    const scale = b.map('Mul', [b.map('Rsqrt', [b.map('AddV2', [variance, b.scalar(epsilon)])]), gamma]);
    const shift = b.map('Sub', [beta, b.map('Mul', [mean, scale])]);
    return {
      out: b.map('AddV2', [b.map('Mul', [x, scale]), shift]),
      backward: (gradient) => b.map('Mul', [gradient, scale]),
    };
  });
  return [context.training && context.learns ? training : { ...scaled, weighted: true }];
};

/** Treats a vector as an image of one pixel. */
function asImages(b: Builder, x: Value): Value {
  const [count = 0, channels = 0] = x.shape;
  return x.shape.length === 4 ? x : reshaped(b, x, [count, 1, 1, channels]);
}
