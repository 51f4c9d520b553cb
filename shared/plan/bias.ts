import { FLOATS, NHWC } from './ops';
import type { LayerContext, Stage } from './stage';

/**
 * Adds one number to each channel. A BatchNorm that trains cancels it: its gradient is then 0.
 * @param last true if the bias is the last stage of its layer
 */
export const biasStage = (context: LayerContext, last: boolean): Stage => ({
  nature: 'monotonic',
  weighted: true,
  forward(b, [x]) {
    if (!x) throw new Error('a bias without an input');
    const bias = context.weight(b, 'bias');
    return {
      out: b.map('BiasAdd', [x, bias], [NHWC]),
      backward(gradient) {
        if (context.learns) {
          const none = () => b.constant('float32', bias.shape, new Float32Array(bias.shape[0] ?? 0));
          context.gradient(
            'bias',
            context.biasCancelled && last ? none() : b.op('BiasAddGrad', [...FLOATS, NHWC], [gradient], bias.shape),
          );
        }
        return [gradient];
      },
    };
  },
});
