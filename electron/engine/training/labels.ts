import { RunError } from '../../run-folder/error';

/**
 * The labels of a batch as a loss takes them, each the index of an output. For a label without an output, tfjs computes a loss of 0 and
 * TensorFlow fails with a message of its own.
 * @throws RunError labelRange for a label without an output
 */
export function labelsFor(outputs: number, labels: Uint8Array): Int32Array {
  const wrong = labels.find((label) => label >= outputs);
  if (wrong !== undefined) throw new RunError('labelRange', { label: wrong, outputs, last: outputs - 1 });
  return Int32Array.from(labels);
}
