import { z } from 'zod';
import { integer } from '../../layers/support/params';
import { gamma, warmUp } from './params';
import { defineSchedule, epochOf } from './schedule';

/** Multiplies the rate by gamma after every `stepSize` epochs. Source: PyTorch `StepLR`. */
export const step = defineSchedule({
  name: 'step',
  label: { en: 'steps', es: 'escalones' },
  params: z.object({
    stepSize: integer(
      {
        label: { en: 'every', es: 'cada' },
        help: { en: 'The number of epochs between two falls.', es: 'El número de épocas entre dos bajadas.' },
      },
      { min: 1, max: 100_000 },
      10,
    ),
    gamma: gamma(0.1),
    ...warmUp(),
  }),
  rate: (configured, moment, p) => configured * p.gamma ** Math.floor(epochOf(moment) / p.stepSize),
  python: (p) => [`return LEARNING_RATE * ${p.gamma} ** (epoch // ${p.stepSize})`],
});
