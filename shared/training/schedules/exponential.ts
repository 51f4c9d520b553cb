import { z } from 'zod';
import { gamma, warmUp } from './params';
import { defineSchedule, epochOf } from './schedule';

/** Multiplies the rate by gamma after every epoch. Source: PyTorch `ExponentialLR`. */
export const exponential = defineSchedule({
  name: 'exponential',
  label: { en: 'exponential', es: 'exponencial' },
  params: z.object({ gamma: gamma(0.95), ...warmUp() }),
  rate: (configured, moment, p) => configured * p.gamma ** epochOf(moment),
  python: (p) => [`return LEARNING_RATE * ${p.gamma} ** epoch`],
});
