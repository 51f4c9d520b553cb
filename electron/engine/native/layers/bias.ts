import { FLOATS, NHWC } from '../ops';
import type { Site, Stage } from '../stage';

/**
 * Adds a number to each channel. Before a BatchNorm that trains it makes no difference, so that it has no gradient there.
 * @param last whether nothing of the layer comes after it
 */
export const biasStage = (site: Site, last: boolean): Stage => ({
  nature: 'rising',
  weighted: true,
  forward(b, [x]) {
    if (!x) throw new Error('a bias of nothing');
    const bias = site.weight(b, 'bias');
    return {
      out: b.map('BiasAdd', [x, bias], [NHWC]),
      backward(gradient) {
        if (site.learns) {
          const none = () => b.constant('float32', bias.shape, new Float32Array(bias.shape[0] ?? 0));
          site.gradient('bias', site.centred && last ? none() : b.op('BiasAddGrad', [...FLOATS, NHWC], [gradient], bias.shape));
        }
        return [gradient];
      },
    };
  },
});
