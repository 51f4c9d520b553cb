import { frameStages } from '../framing';
import { poolingParams } from '../params';
import { poolingAttributes } from '../pooling';
import { batchOf, type Lower, stage } from '../stage';

/** Max pooling, in a frame of −∞ where there is padding. */
export const maxPool2D: Lower = ({ params, out: size, count }) => {
  const { kernel, stride, padding } = poolingParams.parse(params);
  const frame = { rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] } as const;
  const attributes = poolingAttributes(kernel, stride);
  const pool = stage((b, x) => {
    const out = b.op('MaxPool', attributes, [x], batchOf(count, size));
    return { out, backward: (gradient) => b.op('MaxPoolGrad', attributes, [x, out, gradient], x.shape) };
  }, 'maximum');
  // A frame of −∞ is none of the values that a maximum is taken of.
  return [...frameStages(frame, Number.NEGATIVE_INFINITY).map((one) => ({ ...one, nature: 'maximum' as const })), pool];
};
