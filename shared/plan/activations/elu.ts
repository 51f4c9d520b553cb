import type { Value } from '../builder';
import { type Stage, stage } from '../stage';

/** x where x > 0, else alpha · (eˣ − 1). TensorFlow has alpha 1: any other is alpha · ELU(x) + (1 − alpha) · ReLU(x). */
export const elu = (alpha: number): Stage =>
  stage((b, x) => {
    const one = b.map('Elu', [x]);
    const mixed = (below: Value, above: Value) =>
      b.map('AddV2', [b.map('Mul', [below, b.scalar(alpha)]), b.map('Mul', [above, b.scalar(1 - alpha)])]);
    if (alpha === 1) return { out: one, backward: (gradient) => b.map('EluGrad', [gradient, one]) };
    return {
      out: mixed(one, b.map('Relu', [x])),
      backward: (gradient) => mixed(b.map('EluGrad', [gradient, one]), b.map('ReluGrad', [gradient, one])),
    };
  }, 'monotonic');
