import type { Value } from '../builder';
import { cast, type DType, flag, type } from '../ops';
import { padCropStages } from '../pad-crop';
import { poolingParams } from '../params';
import { poolingAttributes } from '../pooling';
import { batchOf, type LayerKernel, stage } from '../stage';

/**
 * Max pooling, in a frame of −∞ where there is padding. Where there is a way back, the place of each maximum is kept: to look for it
 * again takes twice as long. (The places are found as int32 and needed as int64; TensorFlow is slow to find those.)
 */
export const maxPool2D: LayerKernel = ({ params, out: size, count }) => {
  const { kernel, stride, padding } = poolingParams.parse(params);
  const frame = { rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] } as const;
  const attributes = poolingAttributes(kernel, stride);
  const shape = batchOf(count, size);
  const windows = attributes.filter(({ name }) => name !== 'data_format');
  const withPlaces = (of: DType) => [...windows, type('Targmax', of), flag('include_batch_in_index', false)];
  const pool = stage((b, x, learning) => {
    const backward = (gradient: Value, places?: Value) => {
      if (!places) throw new Error('there is no way back');
      const wide = b.op('Cast', cast('int32', 'int64'), [places], shape, 'int64');
      return b.op('MaxPoolGradWithArgmax', withPlaces('int64'), [x, gradient, wide], x.shape);
    };
    if (!learning) return { out: b.op('MaxPool', attributes, [x], shape), backward };
    const [out, places] = b.ops('MaxPoolWithArgmax', withPlaces('int32'), [x], [{ shape }, { shape, type: 'int32' }]);
    if (!out) throw new Error('a pooling of nothing');
    return { out, backward: (gradient) => backward(gradient, places) };
  }, 'maximum');
  // A frame of −∞ is none of the values that a maximum is taken of.
  return [...padCropStages(frame, Number.NEGATIVE_INFINITY).map((one) => ({ ...one, nature: 'maximum' as const })), pool];
};
