import type { Loss } from '../../training/config';
import { binaryCrossEntropy } from './binary-cross-entropy';
import { crossEntropy } from './cross-entropy';
import { l1 } from './l1';
import type { LossKernel } from './loss';
import { mse } from './mse';

/** The kernels of each loss. */
export const LOSSES: Readonly<Record<Loss, LossKernel>> = {
  MSE: mse,
  L1: l1,
  BinaryCrossEntropy: binaryCrossEntropy,
  CrossEntropy: crossEntropy,
};
