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
  /** Where they are from, if they are some images of a set: a trainer may then take them from there itself. */
  readonly source?: { readonly set: ImageSet; readonly places: Uint32Array; readonly pixels: PixelScale };
}

/** What a batch came to. */
export interface Measure {
  /** The mean loss of the batch. */
  readonly loss: number;
  /** How many images were put into their class; `undefined` unless the task is classification. */
  readonly correct: number | undefined;
}

/** What a batch came to without learning from it. */
export interface Evaluation extends Measure {
  /** The class that each image was put into; `undefined` unless the task is classification. */
  readonly predicted: Uint8Array | undefined;
}

/**
 * Trains one model. There are several implementations with one result; a run does not know which it has. Methods must not be
 * called while another is under way.
 */
export interface Trainer {
  /**
   * Makes ready what the frozen layers give for each image of a set, where there are such layers and it fits in memory, so that they
   * need not be computed again in every epoch. It changes no result.
   * @param between called now and then with how much is done; it ends the work by returning false
   */
  prepare?(set: ImageSet, pixels: PixelScale, between: (done: number, total: number) => Promise<boolean>): Promise<void>;
  /** Learns from one batch. The loss is the one before the step, with Dropout on. */
  step(batch: Batch, step: Step): Promise<Measure>;
  /** Looks at one batch without learning: Dropout off, BatchNorm by its running averages. */
  evaluate(batch: Batch): Promise<Evaluation>;
  /** The output for some images, [count, H, W, C] or [count, N]. */
  predict(batch: Batch): Promise<PlainTensor>;
  /** Weights, statistics and the optimizer's slots. */
  state(): Promise<State>;
  /** Takes over what a state holds of this model's tensors; the optimizer's slots too if they are in it. @throws RunError otherShape for one of another shape */
  restore(state: State): Promise<void>;
  dispose(): void;
}
