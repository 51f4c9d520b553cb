import type { Value } from '../builder';
import { FLOATS } from '../ops';
import { product } from '../stage';
import { sumOf } from '../sum';
import type { LossKernel } from './loss';

/** PyTorch bounds the logarithms by this, and the gradient's denominator by the other, so that 0 and 1 are possible outputs. */
const LEAST_LOG = -100;
const LEAST_DENOMINATOR = 1e-12;

/** −Σ (t · log y + (1 − t) · log(1 − y)) / n, whose gradient is (y − t) / (y · (1 − y)) / n. */
export const binaryCrossEntropy: LossKernel = (b, output, target) => {
  const n = product(output.shape);
  const one = b.scalar(1);
  const lessThanOne = (x: Value) => b.op('Sub', FLOATS, [one, x], x.shape);
  const log = (x: Value) => b.map('Maximum', [b.map('Log', [x]), b.scalar(LEAST_LOG)]);
  const rest = lessThanOne(output);
  const sum = b.map('AddV2', [b.map('Mul', [target, log(output)]), b.map('Mul', [lessThanOne(target), log(rest)])]);
  return {
    loss: b.map('Mul', [sumOf(b, sum), b.scalar(-1 / n)]),
    gradient() {
      const denominator = b.map('Maximum', [b.map('Mul', [output, rest]), b.scalar(LEAST_DENOMINATOR)]);
      return b.map('Mul', [b.map('RealDiv', [b.map('Sub', [output, target]), denominator]), b.scalar(1 / n)]);
    },
  };
};
