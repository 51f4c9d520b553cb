import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { type Inference, sized } from '../../../shared/graph/infer';
import type { ImageShape } from '../../../shared/layers/support/shape';
import type { Training } from '../../../shared/training/config';
import { pathOf } from '../compile';
import { initialWeights } from '../training/initial-weights';
import type { Batch, Evaluation, Measure, PlainTensor, State, Step, Trainer } from '../training/trainer';
import { Builder, type Value } from './builder';
import { LOSSES } from './losses/index';
import { forward, lower } from './network';
import { cast, flag, type } from './ops';
import { optimizerOf } from './optimizers/index';
import { type Observe, Plan } from './plan';
import { Variables } from './variables';

/** What a plan is for. */
type Use = 'step' | 'evaluate' | 'predict';

/** Plans for batches of so many sizes are kept. */
const MOST_PLANS = 12;

/** The native trainer, which can also be watched. */
export interface NativeTrainer extends Trainer {
  /** Has somebody told of every operation from now on. */
  watch(observe: Observe | undefined): void;
}

/**
 * Trains a graph by a plan of TensorFlow's own operations, forward and backward, compiled once for each size of a batch. `image` is the
 * size of the data set's images, [H, W, C]. It begins with the weights of the configuration's seed.
 * @throws Error where the graph cannot be compiled
 */
export function nativeTrainer(binding: TFJSBinding, inference: Inference, training: Training, image: ImageShape): NativeTrainer {
  const optimizer = optimizerOf(training.optimizer);
  const classifies = training.task === 'classification';
  const variables = new Variables(binding);
  const learned: string[] = [];
  const { sources } = pathOf(inference);
  for (const [id, inferred] of inference.nodes) {
    const layer = sources.has(id) ? sized(inferred) : undefined;
    for (const { name, shape, trainable } of layer?.kind.weights(layer.params, layer.ins) ?? []) {
      const variable = `${id}.${name}`;
      variables.add(variable, shape);
      if (!trainable || inferred.node.frozen === true) continue;
      learned.push(variable);
      for (const slot of optimizer.slots) variables.add(`${variable}/${slot}`, shape);
      for (const slot of optimizer.scratch ?? []) variables.add(`${variable}/${slot}`, shape, { lasting: false });
    }
  }
  let observe: Observe | undefined;
  const plans = new Map<string, Plan>();

  const compiled = (use: Use, count: number): Plan => {
    const key = `${use} ${count}`;
    const plan = plans.get(key) ?? write(use, count);
    // The least used is the first.
    plans.delete(key);
    plans.set(key, plan);
    const [oldest] = plans.keys();
    if (plans.size > MOST_PLANS && oldest !== undefined) {
      plans.get(oldest)?.dispose();
      plans.delete(oldest);
    }
    return plan;
  };

  const write = (use: Use, count: number): Plan => {
    const b = new Builder(variables.handles);
    const gradients = new Map<string, Value>();
    const network = lower(inference, {
      ...{ count, training: use === 'step', seed: training.seed },
      gradient: (variable, gradient) => gradients.set(variable, gradient),
    });
    const images = b.feed('float32', [count, ...image], ({ batch }) => batch.images);
    const { out, backward } = forward(b, network, images);
    if (use === 'predict') return new Plan(binding, b, [out]);

    b.place = 'loss';
    const labels = classifies ? b.feed('int32', [count], ({ batch }) => Int32Array.from(batch.labels)) : undefined;
    const { loss, gradient } = LOSSES[training.loss](b, out, labels ?? images);
    const classes = labels ? classOf(b, out) : undefined;
    const correct = labels && classes ? [correctOf(b, classes, labels)] : [];
    if (use === 'evaluate') return new Plan(binding, b, [loss, ...correct, ...(classes ? [classes] : [])]);

    backward(gradient());
    b.place = 'optimizer';
    for (const name of learned) {
      const found = gradients.get(name);
      if (found) optimizer.update(b, name, found);
    }
    return new Plan(binding, b, [loss, ...correct]);
  };

  /** Runs a plan and reads what it gives. */
  const read = (use: Use, batch: Batch, step: Step): readonly (Float32Array | Int32Array | Uint8Array)[] => {
    const tensors = compiled(use, batch.count).run({ batch, step }, observe);
    try {
      return tensors.map((tensor) => binding.tensorDataSync(tensor));
    } finally {
      for (const tensor of tensors) binding.deleteTensor(tensor);
    }
  };
  const number = (data: ArrayLike<number> | undefined): number => data?.[0] ?? Number.NaN;
  const still: Step = { step: 0, learningRate: 0 };

  variables.put(initialWeights(inference, training.seed));
  return {
    async step(batch, step): Promise<Measure> {
      const [loss, correct] = read('step', batch, step);
      return { loss: number(loss), correct: classifies ? number(correct) : undefined };
    },

    async evaluate(batch): Promise<Evaluation> {
      const [loss, correct, classes] = read('evaluate', batch, still);
      if (!classifies) return { loss: number(loss), correct: undefined, predicted: undefined };
      return { loss: number(loss), correct: number(correct), predicted: Uint8Array.from(classes ?? []) };
    },

    async predict(batch): Promise<PlainTensor> {
      const [data] = read('predict', batch, still);
      const out = outputSize(inference);
      return { shape: [batch.count, ...out], data: Float32Array.from(data ?? []) };
    },

    async state(): Promise<State> {
      return variables.state();
    },

    async restore(state): Promise<void> {
      variables.put(state);
    },

    watch(listener) {
      observe = listener;
    },

    dispose() {
      for (const plan of plans.values()) plan.dispose();
      variables.dispose();
    },
  };
}

function outputSize(inference: Inference): readonly number[] {
  return inference.nodes.get(pathOf(inference).end)?.out ?? [];
}

/** The class of the largest score of each image: int32 [batch]. */
function classOf(b: Builder, scores: Value): Value {
  const attributes = [type('T', 'float32'), type('Tidx', 'int32'), type('output_type', 'int32')];
  return b.op('ArgMax', attributes, [scores, b.axis(-1)], scores.shape.slice(0, -1), 'int32');
}

/** How many images are in their class, a scalar. */
function correctOf(b: Builder, classes: Value, labels: Value): Value {
  const equal = b.op('Equal', [type('T', 'int32')], [classes, labels], labels.shape, 'bool');
  const ones = b.op('Cast', cast('bool', 'int32'), [equal], labels.shape, 'int32');
  return b.op('Sum', [type('T', 'int32'), type('Tidx', 'int32'), flag('keep_dims', false)], [ones, b.ints([0])], [], 'int32');
}
