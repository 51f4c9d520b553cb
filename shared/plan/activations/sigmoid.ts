import { stage } from '../stage';

/** 1 / (1 + e⁻ˣ). */
export const sigmoid = stage((b, x) => {
  const out = b.map('Sigmoid', [x]);
  return { out, backward: (gradient) => b.map('SigmoidGrad', [out, gradient]) };
}, 'monotonic');
