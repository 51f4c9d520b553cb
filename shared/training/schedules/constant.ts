import { z } from 'zod';
import { warmUp } from './params';
import { defineSchedule } from './schedule';

/** The configured learning rate in every step. */
export const constant = defineSchedule({
  name: 'constant',
  label: { en: 'constant', es: 'constante' },
  params: z.object(warmUp()),
  rate: (configured) => configured,
  python: () => ['return LEARNING_RATE'],
});
