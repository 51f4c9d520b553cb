import { stage } from '../stage';

/** The hyperbolic tangent. */
export const tanh = stage((b, x) => {
  const out = b.map('Tanh', [x]);
  return { out, backward: (gradient) => b.map('TanhGrad', [out, gradient]) };
}, 'monotonic');
