import { z } from 'zod';
import { real } from '../../layers/support/params';
import { span, warmUp } from './params';
import { defineSchedule, epochOf } from './schedule';

/** A power of the part of `totalIters` epochs that is left. Source: PyTorch `PolynomialLR`. */
export const polynomial = defineSchedule({
  name: 'polynomial',
  label: { en: 'polynomial', es: 'polinómico' },
  params: z.object({
    power: real(
      {
        label: { en: 'power', es: 'potencia' },
        help: { en: '1 is a straight line, more falls faster at first.', es: '1 es una recta; más cae antes.' },
      },
      { min: 0, max: 10 },
      1,
    ),
    totalIters: span(),
    ...warmUp(),
  }),
  rate(configured, moment, p) {
    const whole = p.totalIters === 0 ? moment.epochs : p.totalIters;
    return configured * (1 - Math.min(epochOf(moment), whole) / whole) ** p.power;
  },
  python(p) {
    const whole = p.totalIters === 0 ? 'epochs' : p.totalIters;
    return [`return LEARNING_RATE * (1 - min(epoch, ${whole}) / ${whole}) ** ${p.power}`];
  },
});
