import { padCropStages } from '../pad-crop';
import { poolingParams } from '../params';
import { poolingAttributes } from '../pooling';
import { batchOf, type LayerKernel, stage } from '../stage';

/** Average pooling, in a frame of zeros, which count, where there is padding. */
export const avgPool2D: LayerKernel = ({ params, out: size, count }) => {
  const { kernel, stride, padding } = poolingParams.parse(params);
  const attributes = poolingAttributes(kernel, stride);
  const pool = stage((b, x) => ({
    out: b.op('AvgPool', attributes, [x], batchOf(count, size)),
    backward: (gradient) => b.op('AvgPoolGrad', attributes, [b.ints(x.shape), gradient], x.shape),
  }));
  return [...padCropStages({ rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] }), pool];
};
