import type * as tfjs from '@tensorflow/tfjs';
import type { LiveGraph } from '../../../shared/graph/live';
import type { Tf } from '../../../shared/layers/support/kind';
import type { ImageShape } from '../../../shared/layers/support/shape';
import type { Step } from '../../../shared/plan/builder';
import { dropoutMask } from '../../../shared/plan/random';
import { clippedTensors } from '../../../shared/training/clipping';
import type { Training } from '../../../shared/training/config';
import { lossOf } from '../../../shared/training/losses/index';
import { optimizerOf } from '../../../shared/training/optimizers/index';
import { taskOf } from '../../../shared/training/tasks/index';
import { RunError } from '../../run-folder/error';
import { lazyTensor, type PlainTensor, type State } from '../../run-folder/state';
import { correctOf } from '../training/accuracy';
import { initialWeights } from '../training/initial-weights';
import { labelsFor } from '../training/labels';
import { atLayer } from '../training/layer-error';
import type { Batch, Evaluation, Measure, Trainer } from '../training/trainer';
import { compile, weightsOf } from './compile';

/** A trainable tensor, with the optimizer's slots for it. */
interface Learned {
  readonly name: string;
  readonly variable: tfjs.Variable;
  readonly slots: readonly { readonly name: string; readonly variable: tfjs.Variable }[];
}

/** A Dropout's mask, 0 or 1 / (1 − rate), of this shape. */
export type Masks = (
  tf: Tf,
  of: { readonly seed: number; readonly node: string; readonly step: number },
  rate: number,
  shape: number[],
) => tfjs.Tensor;

const drawnHere: Masks = (tf, { seed, node, step }, rate, shape) =>
  tf.tensor(dropoutMask({ seed, name: `dropout ${node}`, step }, tf.util.sizeFromShape(shape), rate), shape);

/**
 * Trains a graph as a tfjs LayersModel, on any backend: the reference for other trainers. `image` is
 * the size of the data set's images, [H, W, C]. The model starts from the weights of the configuration's seed. `masks` draws those of
 * Dropout.
 * @throws Error where the graph cannot be compiled
 */
export function layersModelTrainer(
  tf: Tf,
  live: LiveGraph,
  training: Training,
  image: ImageShape,
  masks: Masks = drawnHere,
): Trainer {
  let step = 0;
  const model = compile(tf, live, (id, { kind, params }) =>
    kind.buildRandom?.(tf, params, id, {
      mask: (rate, shape) => masks(tf, { seed: training.seed, node: id, step }, rate, shape),
    }),
  );
  nameErrors(model);
  const tensors = collect(tf, model, live);
  const optimizer = optimizerOf(training.optimizer);
  const learned = [...tensors].flatMap(([name, { variable, trainable }]): Learned[] => {
    if (!trainable) return [];
    const slots = optimizer
      .slots(training.optimizer)
      .map((slot) => ({ name: `${name}/${slot}`, variable: tf.variable(tf.zeros(variable.shape), false) }));
    return [{ name, variable, slots }];
  });
  const all = new Map([
    ...[...tensors].map(([name, { variable }]): [string, tfjs.Variable] => [name, variable]),
    ...learned.flatMap(({ slots }) => slots.map((slot): [string, tfjs.Variable] => [slot.name, slot.variable])),
  ]);
  const classifies = taskOf(training.task).target === 'class';

  const run = (x: tfjs.Tensor, learning: boolean): tfjs.Tensor => {
    const inputs = model.inputs.length === 1 ? x : model.inputs.map(() => x);
    const output = model.apply(inputs, { training: learning });
    if (!(output instanceof tf.Tensor)) throw new Error('the model gives more than one output');
    return output;
  };
  const imagesOf = ({ images, count }: Batch) => tf.tensor(images, [count, ...image]);
  const measure = (output: tfjs.Tensor, x: tfjs.Tensor, { labels }: Batch) => {
    const target = classifies ? tf.tensor1d(labelsFor(output.shape.at(-1) ?? 0, labels), 'int32') : x;
    const loss = tf.tidy(() => lossOf(training.loss).compute(tf, output, target, training.loss).asScalar());
    return { loss, correct: classifies ? correctOf(tf, output, target) : undefined };
  };

  const put = (state: State) => {
    for (const [name, variable] of all) {
      const tensor = state.get(name);
      if (!tensor) continue;
      if (tensor.shape.join() !== variable.shape.join())
        throw new RunError('otherShape', { tensor: name, found: tensor.shape, wanted: variable.shape });
      tf.tidy(() => variable.assign(tf.tensor(tensor.data, [...tensor.shape])));
    }
  };

  const trainer: Trainer = {
    async step(batch, { step: number, learningRate }: Step) {
      if (learned.length === 0) throw new RunError('nothingToTrain');
      step = number;
      return scoped(tf, (): Measure => {
        const x = imagesOf(batch);
        let right: tfjs.Scalar | undefined;
        const { value, grads } = tf.variableGrads(
          () => {
            const found = measure(run(x, true), x, batch);
            right = found.correct && tf.keep(found.correct);
            return found.loss;
          },
          learned.map(({ variable }) => variable),
        );
        const moved = learned.filter(({ variable }) => grads[variable.name]);
        const found = moved.flatMap(({ variable }) => grads[variable.name] ?? []);
        const limited = training.clipping && found.length > 0 ? clippedTensors(tf, found, training.clipping) : found;
        for (const [index, { variable, slots }] of moved.entries()) {
          const gradient = limited[index];
          if (!gradient) continue;
          const old = slots.map((slot) => slot.variable);
          const next = optimizer.compute(tf, variable, gradient, old, { learningRate, step: number }, training.optimizer);
          for (const [index, target] of [variable, ...old].entries()) target.assign(next[index] ?? target);
        }
        const measured = { loss: scalar(value), correct: right && scalar(right) };
        right?.dispose();
        return measured;
      });
    },

    async evaluate(batch) {
      return scoped(tf, (): Evaluation => {
        const x = imagesOf(batch);
        const output = run(x, false);
        const { loss, correct } = measure(output, x, batch);
        const predicted = classifies ? Uint8Array.from(tf.argMax(output, -1).dataSync()) : undefined;
        return { loss: scalar(loss), correct: correct && scalar(correct), predicted };
      });
    },

    async predict(batch) {
      return scoped(tf, () => plain(run(imagesOf(batch), false)));
    },

    async state() {
      return new Map([...all].map(([name, variable]) => [name, lazyTensor(variable.shape, () => plain(variable).data)]));
    },

    async restore(state: State) {
      put(state);
    },

    dispose() {
      model.dispose();
      for (const { slots } of learned) for (const { variable } of slots) variable.dispose();
    },
  };
  put(initialWeights(live, training.seed));
  return trainer;
}

/** Makes errors of tfjs name the node whose layer failed: `conv1.pad` is a layer of `conv1`. */
function nameErrors(model: tfjs.LayersModel): void {
  for (const layer of model.layers) {
    const apply = layer.apply.bind(layer);
    layer.apply = (inputs, kwargs) => {
      try {
        return apply(inputs, kwargs);
      } catch (error) {
        throw atLayer(layer.name.replace(/\..*$/, ''), error);
      }
    };
  }
}

/** Frees every tensor that is made in `f`, as `tf.tidy` does, whatever it returns. */
function scoped<T>(tf: Tf, f: () => T): T {
  tf.engine().startScope();
  try {
    return f();
  } finally {
    tf.engine().endScope();
  }
}

function scalar(tensor: tfjs.Scalar): number {
  return tensor.dataSync()[0] ?? Number.NaN;
}

function plain(tensor: tfjs.Tensor): PlainTensor {
  return { shape: tensor.shape, data: Float32Array.from(tensor.dataSync()) };
}

/** The tensors of a model by node and name, each trainable or not. Frozen nodes are frozen in the model, too. */
function collect(tf: Tf, model: tfjs.LayersModel, live: LiveGraph) {
  const learns = new Set<string>();
  for (const [id, { inferred, layer }] of live.nodes) {
    const frozen = inferred.node.frozen === true;
    for (const { name, trainable } of layer?.kind.weights(layer.params, layer.ins) ?? [])
      if (trainable && !frozen) learns.add(`${id}.${name}`);
    if (frozen) for (const owner of model.layers) if (owner.name === id) owner.trainable = false;
  }
  const found = new Map<string, { readonly variable: tfjs.Variable; readonly trainable: boolean }>();
  for (const [name, variable] of weightsOf(tf, model, live)) found.set(name, { variable, trainable: learns.has(name) });
  return found;
}
