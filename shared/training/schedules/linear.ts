import { z } from 'zod';
import { factor, span, warmUp } from './params';
import { defineSchedule, epochOf } from './schedule';

/** A straight line from one part of the rate to another in `totalIters` epochs. Source: PyTorch `LinearLR`. */
export const linear = defineSchedule({
  name: 'linear',
  label: { en: 'linear', es: 'lineal' },
  params: z.object({
    startFactor: factor({ en: 'from', es: 'desde' }, 1),
    endFactor: factor({ en: 'to', es: 'hasta' }, 0.1),
    totalIters: span(),
    ...warmUp(),
  }),
  rate(configured, moment, p) {
    const whole = p.totalIters === 0 ? moment.epochs : p.totalIters;
    return configured * (p.startFactor + ((p.endFactor - p.startFactor) * Math.min(epochOf(moment), whole)) / whole);
  },
  python(p) {
    const whole = p.totalIters === 0 ? 'epochs' : p.totalIters;
    return [
      `part = min(epoch, ${whole}) / ${whole}`,
      `return LEARNING_RATE * (${p.startFactor} + (${p.endFactor} - ${p.startFactor}) * part)`,
    ];
  },
});
