import { z } from 'zod';
import { FUNCTIONS } from '../../../../shared/layers/support/activations';
import { activationStages } from '../activations/index';
import type { Lower } from '../stage';

const schema = z.object({ function: z.enum(FUNCTIONS), slope: z.number(), alpha: z.number() });

export const activation: Lower = ({ params }) => {
  const { function: named, ...options } = schema.parse(params);
  return activationStages(named, options);
};
