import { z } from 'zod';
import { OPTIONAL_FUNCTIONS } from '../layers/support/activations';

/** Parameters of layers as kernels read them: the registry keeps them without their types. */

export const pair = z.tuple([z.int(), z.int()]).readonly();

/** What both convolutions have. */
export const convolutionParams = {
  kernel: pair,
  stride: pair,
  padding: pair,
  dilation: pair,
  bias: z.boolean(),
  activation: z.enum(OPTIONAL_FUNCTIONS),
};

/** What both poolings have. */
export const poolingParams = z.object({ kernel: pair, stride: pair, padding: pair });
