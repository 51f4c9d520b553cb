import { biasStage } from '../../plan/bias';
import type { Builder, Value } from '../../plan/builder';
import { dilate, reach, undilate } from '../../plan/dilate';
import type { LayerContext, Stage } from '../../plan/stage';
import { activationStages } from '../activations/optional';
import { only, type Pair } from '../support/shape';
import { effectiveDilation } from '../support/window';
import type { Convolution } from './convolution';

/**
 * The geometry of a convolution for TensorFlow's kernels: the dilation, the extent of the dilated kernel (`reached`), `cell` for a 1×1
 * kernel, and `even` if TensorFlow's own stride can be used: one for both axes, and none for a 1×1 kernel.
 */
export function geometryOf(p: Pick<Convolution, 'kernel' | 'stride' | 'dilation'>) {
  const dilation = effectiveDilation(p);
  const reached: Pair = [reach(p.kernel[0], dilation[0]), reach(p.kernel[1], dilation[1])];
  const cell = reached[0] === 1 && reached[1] === 1;
  return { dilation, reached, cell, even: p.stride[0] === p.stride[1] && !(cell && p.stride[0] > 1) };
}

/** An operation with a kernel: its output, and its gradients given that of the output. */
export interface KernelPass {
  readonly out: Value;
  kernel(gradient: Value): Value;
  input(gradient: Value): Value;
}

/** The stage of an operation with the layer's kernel, dilated. */
export function kernelStage(
  context: LayerContext,
  dilation: Pair,
  pass: (b: Builder, x: Value, kernel: Value) => KernelPass,
): Stage {
  return {
    weighted: true,
    forward(b, ins) {
      const weights = context.weight(b, 'kernel');
      const { out, kernel, input } = pass(b, only(ins), dilate(b, weights, dilation, 0));
      return {
        out,
        backward(gradient, [wanted]) {
          if (context.learns) context.gradient('kernel', undilate(b, kernel(gradient), weights.shape, dilation, 0));
          return [wanted ? input(gradient) : undefined];
        },
      };
    },
  };
}

/** The stages after the convolution: the bias and the activation. */
export const tailStages = (
  { bias, activation }: Pick<Convolution, 'bias' | 'activation'>,
  context: LayerContext,
): readonly Stage[] => [...(bias ? [biasStage(context, activation === 'None')] : []), ...activationStages(activation)];
