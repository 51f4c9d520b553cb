import type { Step } from '../../../shared/plan/builder';
import type { PixelScale } from '../../../shared/training/config';
import type { PlainTensor, State } from '../../run-folder/state';
import type { ImageSet } from '../data/support/images';

/** Some images with their labels. */
export interface Batch {
  /** [count, H, W, C], scaled, the last axis running fastest. */
  readonly images: Float32Array;
  /** The class of each image. */
  readonly labels: Uint8Array;
  readonly count: number;
  /** The set and the places that the images are from: a trainer may read them there itself. */
  readonly source?: { readonly set: ImageSet; readonly places: Uint32Array; readonly pixels: PixelScale };
}

/** The loss of a batch, and its correct predictions. */
export interface Measure {
  /** The mean loss of the batch. */
  readonly loss: number;
  /** The number of images whose class was predicted; `undefined` unless the task is classification. */
  readonly correct: number | undefined;
}

/** The loss and the predictions of a batch, without a training step. */
export interface Evaluation extends Measure {
  /** The predicted class of each image; `undefined` unless the task is classification. */
  readonly predicted: Uint8Array | undefined;
}

/**
 * Trains one model. The implementations give the same results. Call no method while another one is running.
 */
export interface Trainer {
  /**
   * Caches the outputs of the frozen layers for each image of a set, if there are such layers and the cache fits in memory, so that no
   * epoch computes them again. It changes no result.
   * @param between called now and then with the progress; it ends the work by returning false
   */
  prepare?(set: ImageSet, pixels: PixelScale, between: (done: number, total: number) => Promise<boolean>): Promise<void>;
  /** Takes one training step. The loss is the one before the step, with Dropout on. */
  step(batch: Batch, step: Step): Promise<Measure>;
  /** Evaluates one batch: Dropout off, BatchNorm with its running averages. */
  evaluate(batch: Batch): Promise<Evaluation>;
  /** The output for some images, [count, H, W, C] or [count, N]. */
  predict(batch: Batch): Promise<PlainTensor>;
  /** Weights, statistics and the optimizer's slots. */
  state(): Promise<State>;
  /** Loads the tensors of this model from a state, with the optimizer's slots if the state has them. @throws RunError otherShape for one of another shape */
  restore(state: State): Promise<void>;
  dispose(): void;
}
