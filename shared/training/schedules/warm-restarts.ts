import { z } from 'zod';
import { integer } from '../../layers/support/params';
import { etaMin, warmUp } from './params';
import { defineSchedule, epochOf } from './schedule';

/**
 * Half a wave of a cosine after the other, each from the rate to `etaMin`: the first takes `t0` epochs, each other one `tMult` times as
 * long. Source: Loshchilov and Hutter (2017), equation 5; PyTorch `CosineAnnealingWarmRestarts`.
 */
export const warmRestarts = defineSchedule({
  name: 'warmRestarts',
  label: { en: 'warm restarts', es: 'reinicios' },
  params: z.object({
    t0: integer(
      {
        label: { en: 'first wave', es: 'primera onda' },
        help: { en: 'Epochs until the first restart.', es: 'Épocas hasta el primer reinicio.' },
      },
      { min: 1, max: 100_000 },
      10,
    ),
    tMult: integer(
      {
        label: { en: 'growth', es: 'crecimiento' },
        help: {
          en: 'The length of a wave as a multiple of the one before.',
          es: 'La duración de una onda como múltiplo de la anterior.',
        },
      },
      { min: 1, max: 100 },
      1,
    ),
    etaMin: etaMin(),
    ...warmUp(),
  }),
  rate(configured, moment, p) {
    let [epoch, length] = [epochOf(moment), p.t0];
    for (; epoch >= length; length *= p.tMult) epoch -= length;
    return p.etaMin + ((configured - p.etaMin) * (1 + Math.cos((Math.PI * epoch) / length))) / 2;
  },
  python: (p) => [
    `length = ${p.t0}`,
    'while epoch >= length:',
    `    epoch, length = epoch - length, length * ${p.tMult}`,
    `return ${p.etaMin} + (LEARNING_RATE - ${p.etaMin}) * (1 + np.cos(np.pi * epoch / length)) / 2`,
  ],
});
