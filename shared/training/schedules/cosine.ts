import { z } from 'zod';
import { etaMin, span, warmUp } from './params';
import { defineSchedule, epochOf } from './schedule';

/**
 * Half a wave of a cosine, from the rate to `etaMin` in `tMax` epochs; after them it rises again. Source: Loshchilov and Hutter (2017),
 * equation 5; PyTorch `CosineAnnealingLR`.
 */
export const cosine = defineSchedule({
  name: 'cosine',
  label: { en: 'cosine', es: 'coseno' },
  params: z.object({ tMax: span(), etaMin: etaMin(), ...warmUp() }),
  rate(configured, moment, p) {
    const whole = p.tMax === 0 ? moment.epochs : p.tMax;
    return p.etaMin + ((configured - p.etaMin) * (1 + Math.cos((Math.PI * epochOf(moment)) / whole))) / 2;
  },
  python: (p) => [
    `wave = 1 + np.cos(np.pi * epoch / ${p.tMax === 0 ? 'epochs' : p.tMax})`,
    `return ${p.etaMin} + (LEARNING_RATE - ${p.etaMin}) * wave / 2`,
  ],
});
