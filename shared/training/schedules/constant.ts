import { z } from 'zod';
import { defineSchedule } from './schedule';

/** The configured learning rate in every step. */
export const constant = defineSchedule({
  name: 'constant',
  label: { en: 'constant', es: 'constante' },
  params: z.object({}),
  rate: (configured) => configured,
});
