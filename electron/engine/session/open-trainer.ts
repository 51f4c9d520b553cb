import type { Inference } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import type { ImageShape } from '../../../shared/layers/support/shape';
import type { Training } from '../../../shared/training/config';
import type { Backend } from '../backends/backend';
import { layersModelTrainer } from '../layers-model/layers-model-trainer';
import { nativeTrainer } from '../native/trainer';
import { guarded } from '../training/guarded';
import type { Trainer } from '../training/trainer';

/**
 * The fastest trainer of a graph on a backend: a plan of TensorFlow's own operations on libtensorflow, a LayersModel elsewhere.
 * `image` is the size of the data set's images, [H, W, C].
 * @throws RunError in words where the graph cannot be compiled, as do all methods of the trainer
 */
export function openTrainer({ tf, binding }: Backend, inference: Inference, training: Training, image: ImageShape): Trainer {
  return guarded(() => {
    const live = liveGraph(inference);
    return binding ? nativeTrainer(binding, live, training, image) : layersModelTrainer(tf, live, training, image);
  });
}
