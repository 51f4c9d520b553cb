import type { Optimizer } from '../../training/config';
import { adam } from './adam';
import type { OptimizerKernel } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** The kernels of an optimizer. */
export function optimizerOf(optimizer: Optimizer): OptimizerKernel {
  switch (optimizer.kind) {
    case 'Adam':
      return adam;
    case 'SGD':
      return sgd(optimizer.momentum);
    case 'RMSprop':
      return rmsprop;
  }
}
