import { product } from '../stage';
import { sumOf } from '../sum';
import type { LossKernel } from './loss';

/** Σ |y − t| / n. */
export const l1: LossKernel = (b, output, target) => {
  const difference = b.map('Sub', [output, target]);
  const scale = b.scalar(1 / product(output.shape));
  return {
    loss: b.map('Mul', [sumOf(b, b.map('Abs', [difference])), scale]),
    gradient: () => b.map('Mul', [b.map('Sign', [difference]), scale]),
  };
};
