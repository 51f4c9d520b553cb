import type { Value } from './builder';
import { reach } from './dilate';
import { type Attribute, cast, type DType, flag, ints, NHWC, text, type } from './ops';
import { padCropStages } from './pad-crop';
import type { Pair } from './pair';
import { batchOf, type Stage, stage } from './stage';
import { subsample } from './subsample';

/** The attributes of a pooling without padding. */
export function poolingAttributes(kernel: Pair, stride: Pair): readonly Attribute[] {
  return [
    type('T', 'float32'),
    ints('ksize', [1, ...kernel, 1]),
    ints('strides', [1, ...stride, 1]),
    text('padding', 'VALID'),
    NHWC,
  ];
}

/**
 * The largest value of each window, channel by channel, as an image of this size, [H, W, C]. If there is a backward pass, the index of
 * each maximum is kept: finding it again takes twice as long. The indices are computed as int32 and then cast to int64, since TensorFlow
 * is slow to compute int64. The first of equal maxima, row by row, takes the gradient.
 */
export function maxPoolStage(kernel: Pair, stride: Pair, [height, width, channels]: readonly [number, number, number]): Stage {
  const attributes = poolingAttributes(kernel, stride);
  const windows = attributes.filter(({ name }) => name !== 'data_format');
  const withPlaces = (of: DType) => [...windows, type('Targmax', of), flag('include_batch_in_index', false)];
  return stage((b, x, learning) => {
    const shape = [x.shape[0] ?? 0, height, width, channels];
    const backward = (gradient: Value, places?: Value) => {
      if (!places) throw new Error('a backward pass through a plan that only predicts');
      const wide = b.op('Cast', cast('int32', 'int64'), [places], shape, 'int64');
      return b.op('MaxPoolGradWithArgmax', withPlaces('int64'), [x, gradient, wide], x.shape);
    };
    if (!learning) return { out: b.op('MaxPool', attributes, [x], shape), backward };
    const [out, places] = b.ops('MaxPoolWithArgmax', withPlaces('int32'), [x], [{ shape }, { shape, type: 'int32' }]);
    if (!out) throw new Error('MaxPoolWithArgmax has no output');
    return { out, backward: (gradient) => backward(gradient, places) };
  }, 'maximum');
}

/** Less than any value of an image, and more than the value from which TensorFlow starts its search for the maximum. */
const LEAST = -3.4e38;

/** A max pooling whose kernel is dilated, of an image of this size without its channels, to an image [H, W, C]. */
export function dilatedMaxPoolStages(
  { kernel, stride, dilation }: { readonly kernel: Pair; readonly stride: Pair; readonly dilation: Pair },
  around: { readonly rows: Pair; readonly columns: Pair },
  image: Pair,
  [height, width, channels]: readonly [number, number, number],
): readonly Stage[] {
  const padded: Pair = [image[0] + around.rows[0] + around.rows[1], image[1] + around.columns[0] + around.columns[1]];
  // Pixels a dilation apart become neighbours in images of their own, which are pooled with stride 1.
  const spare: Pair = [spareOf(padded[0], dilation[0]), spareOf(padded[1], dilation[1])];
  const apart: Pair = [(padded[0] + spare[0]) / dilation[0], (padded[1] + spare[1]) / dilation[1]];
  const pooled = [apart[0] - kernel[0] + 1, apart[1] - kernel[1] + 1, channels] as const;
  const whole: Pair = [padded[0] - reach(kernel[0], dilation[0]) + 1, padded[1] - reach(kernel[1], dilation[1]) + 1];
  return [
    ...padCropStages(around, LEAST),
    blocksStage('SpaceToBatchND', dilation, spare, apart),
    maxPoolStage(kernel, [1, 1], pooled),
    blocksStage('BatchToSpaceND', dilation, spare, whole),
    ...(stride[0] === 1 && stride[1] === 1 && whole[0] === height && whole[1] === width
      ? []
      : [subsample([height, width], stride)]),
  ].map((one) => ({ ...one, nature: 'maximum' as const }));
}

const spareOf = (size: number, block: number): number => (block - (size % block)) % block;

/** Takes the pixels of blocks apart into images of their own, or puts them together; each operation is the other's gradient. */
function blocksStage(op: 'SpaceToBatchND' | 'BatchToSpaceND', block: Pair, spare: Pair, size: Pair): Stage {
  const other = op === 'SpaceToBatchND' ? 'BatchToSpaceND' : 'SpaceToBatchND';
  const attributes = (of: typeof op) => [
    type('T', 'float32'),
    type('Tblock_shape', 'int32'),
    type(of === 'SpaceToBatchND' ? 'Tpaddings' : 'Tcrops', 'int32'),
  ];
  return stage((b, x) => {
    const [count = 0, , , channels = 0] = x.shape;
    const images = op === 'SpaceToBatchND' ? count * block[0] * block[1] : count / block[0] / block[1];
    const margins = b.constant('int32', [2, 2], Int32Array.of(0, spare[0], 0, spare[1]));
    return {
      out: b.op(op, attributes(op), [x, b.ints(block), margins], batchOf(images, [...size, channels])),
      backward: (gradient) => b.op(other, attributes(other), [gradient, b.ints(block), margins], x.shape),
    };
  });
}
