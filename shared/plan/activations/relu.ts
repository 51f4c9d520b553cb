import { stage } from '../stage';

/** max(x, 0). Its gradient is 0 where the output is. */
export const relu = stage((b, x) => {
  const out = b.map('Relu', [x]);
  return { out, backward: (gradient) => b.map('ReluGrad', [gradient, out]) };
}, 'monotonic');
