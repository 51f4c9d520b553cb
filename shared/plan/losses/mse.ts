import { FLOATS } from '../ops';
import { product } from '../stage';
import type { LossKernel } from './loss';

/** Σ (y − t)² / n. TensorFlow's L2Loss is half of the sum. */
export const mse: LossKernel = (b, output, target) => {
  const difference = b.map('Sub', [output, target]);
  const scale = b.scalar(2 / product(output.shape));
  return {
    loss: b.map('Mul', [b.op('L2Loss', FLOATS, [difference], []), scale]),
    gradient: () => b.map('Mul', [difference, scale]),
  };
};
