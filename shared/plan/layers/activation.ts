import { z } from 'zod';
import { FUNCTIONS } from '../../layers/support/activations';
import { activationStages } from '../activations/index';
import type { LayerKernel } from '../stage';

const schema = z.object({ function: z.enum(FUNCTIONS), slope: z.number(), alpha: z.number() });

export const activation: LayerKernel = ({ params }) => {
  const { function: named, ...options } = schema.parse(params);
  return activationStages(named, options);
};
