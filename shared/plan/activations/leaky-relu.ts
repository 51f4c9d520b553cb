import { float } from '../ops';
import { type Stage, stage } from '../stage';

/** x where x > 0, else slope · x. */
export const leakyRelu = (slope: number): Stage =>
  stage((b, x) => {
    const alpha = [float('alpha', slope)];
    return { out: b.map('LeakyRelu', [x], alpha), backward: (gradient) => b.map('LeakyReluGrad', [gradient, x], alpha) };
  }, 'monotonic');
