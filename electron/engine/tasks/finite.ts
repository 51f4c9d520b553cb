import { RunError } from '../../run-folder/error';
import type { PlainTensor } from '../../run-folder/state';

/** The values of a tensor, all finite. @throws RunError diverged.before for NaN and infinite values */
export async function finite(tensor: Promise<PlainTensor>): Promise<Float32Array> {
  const { data } = await tensor;
  if (!data.every(Number.isFinite)) throw new RunError('diverged.before');
  return data;
}
