import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type { Builder, Value } from '../../../shared/plan/builder';
import { cast, FLOATS, type } from '../../../shared/plan/ops';
import { reshaped } from '../../../shared/plan/reshaping';
import type { PixelScale } from '../../../shared/training/config';
import type { ImageSet } from '../data/support/images';
import { tensorOf } from './plan';

/** The images of data sets, as tensors of bytes that batches are taken from. */
export class ImageTensors {
  private readonly tensors = new Map<ImageSet, number>();

  constructor(private readonly binding: TFJSBinding) {}

  /** The tensor of a set, [count, H·W·C]. It is made when it is first asked for. */
  of(set: ImageSet): number {
    const made = this.tensors.get(set) ?? tensorOf(this.binding, 'uint8', [set.count, set.images.length / set.count], set.images);
    this.tensors.set(set, made);
    return made;
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) this.binding.deleteTensor(tensor);
    this.tensors.clear();
  }
}

/** Writes how the images at some places of a set are taken and scaled: [batch, H, W, C] of v/127.5 − 1, or v/255. */
export function taken(b: Builder, tensor: number, set: ImageSet, places: Value, [low]: PixelScale): Value {
  const [length, count] = [set.images.length / set.count, places.shape[0] ?? 0];
  const bytes = b.op(
    'GatherV2',
    [type('Tparams', 'uint8'), type('Tindices', 'int32'), type('Taxis', 'int32')],
    [b.external('uint8', [set.count, length], tensor), places, b.axis(0)],
    [count, length],
    'uint8',
  );
  const numbers = b.op('Cast', cast('uint8', 'float32'), [bytes], [count, length]);
  const scaled = b.op('Mul', FLOATS, [numbers, b.scalar(low === -1 ? 1 / 127.5 : 1 / 255)], [count, length]);
  return reshaped(b, low === -1 ? b.map('AddV2', [scaled, b.scalar(-1)]) : scaled, [count, ...set.size]);
}
