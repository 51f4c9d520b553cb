import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { type LiveGraph, outputOf } from '../../../shared/graph/live';
import { lower } from '../../../shared/graph/lowering';
import type { ImageShape } from '../../../shared/layers/support/shape';
import { Builder, type Step, type Value } from '../../../shared/plan/builder';
import { forward, forwardFrozen, hasFrozen } from '../../../shared/plan/network';
import { cast, flag, type } from '../../../shared/plan/ops';
import { clipped } from '../../../shared/training/clipping';
import type { Training } from '../../../shared/training/config';
import { lossOf } from '../../../shared/training/losses/index';
import { optimizerOf } from '../../../shared/training/optimizers/index';
import { taskOf } from '../../../shared/training/tasks/index';
import { RunError } from '../../run-folder/error';
import type { PlainTensor, State } from '../../run-folder/state';
import type { ImageSet } from '../data/support/images';
import { gather, range } from '../training/batches';
import { initialWeights } from '../training/initial-weights';
import { labelsFor } from '../training/labels';
import type { Batch, Evaluation, Measure, Trainer } from '../training/trainer';
import { FrozenCache } from './frozen-cache';
import { ImageTensors, taken } from './image-tensor';
import { type Observe, Plan } from './plan';
import { Variables } from './variables';

/** The purposes of plans. */
type Use = 'step' | 'evaluate' | 'predict';

/** The number of plans that are kept, one for each purpose and size of a batch. */
const MOST_PLANS = 12;

/** The outputs of frozen layers are cached where they take at most this part of the free memory. */
const MOST_CACHED = 0.5;

/** Images a batch while the cache is filled. The number never changes, because it may affect the last bits of the result. */
const FILLED_AT_ONCE = 100;

/** The native trainer, which can also be profiled. */
export interface NativeTrainer extends Trainer {
  /** Calls `observe` after every operation from now on. */
  watch(observe: Observe | undefined): void;
}

/**
 * Trains a graph by a plan of TensorFlow's own operations, forward and backward, compiled once for each size of a batch. `image` is the
 * size of the data set's images, [H, W, C]. It begins with the weights of the configuration's seed.
 * @throws LiveGraphError where the graph has no output or several, or a node has no size
 */
export function nativeTrainer(binding: TFJSBinding, live: LiveGraph, training: Training, image: ImageShape): NativeTrainer {
  const optimizer = optimizerOf(training.optimizer);
  const classifies = taskOf(training.task).target === 'class';
  const variables = new Variables(binding);
  const learned: string[] = [];
  const output = outputOf(live);
  for (const [id, { inferred, layer }] of live.nodes) {
    for (const { name, shape, trainable } of layer?.kind.weights(layer.params, layer.ins) ?? []) {
      const variable = `${id}.${name}`;
      variables.add(variable, shape);
      if (!trainable || inferred.node.frozen === true) continue;
      learned.push(variable);
      for (const slot of optimizer.slots(training.optimizer)) variables.add(`${variable}/${slot}`, shape);
      for (const slot of optimizer.scratch?.(training.optimizer) ?? [])
        variables.add(`${variable}/${slot}`, shape, { lasting: false });
    }
  }
  let observe: Observe | undefined;
  const plans = new Map<string, Plan>();
  const tensors = new ImageTensors(binding);
  const caches = new Map<ImageSet, FrozenCache>();

  /** The plan for batches like this one. */
  const compiled = (use: Use, batch: Batch): Plan => {
    const set = batch.source?.set;
    const cache = use === 'step' && set ? caches.get(set) : undefined;
    const key = [use, batch.count, set ? tensors.of(set) : 'given', cache ? 'cached' : ''].join(' ');
    const plan = plans.get(key) ?? write(use, batch, cache);
    // The least used is the first.
    plans.delete(key);
    plans.set(key, plan);
    const [oldest] = plans.keys();
    if (plans.size > MOST_PLANS && oldest !== undefined) forget(oldest);
    return plan;
  };
  const forget = (key: string) => {
    plans.get(key)?.dispose();
    plans.delete(key);
  };

  const lowered = (use: Use, count: number, gradients?: Map<string, Value>) =>
    lower(live, {
      ...{ count, training: use === 'step', seed: training.seed },
      gradient: (variable, gradient) => void gradients?.set(variable, gradient),
    });

  /** Writes where the images come from, and where they stand in their set. */
  const begin = (b: Builder, { count, source }: Batch): { readonly images: Value; readonly places?: Value } => {
    b.place = 'images';
    if (!source) return { images: b.feed('float32', [count, ...image], ({ batch }) => batch.images) };
    const places = b.feed('int32', [count], ({ batch }) => Int32Array.from(batch.source?.places ?? []));
    return { images: taken(b, tensors.of(source.set), source.set, places, source.pixels), places };
  };

  const write = (use: Use, batch: Batch, cache: FrozenCache | undefined): Plan => {
    const b = new Builder(variables.handles);
    const gradients = new Map<string, Value>();
    const network = lowered(use, batch.count, gradients);
    const { images, places } = begin(b, batch);
    const frozen = cache && places ? cache.keys.map((key) => ({ key, value: cache.take(b, key, places) })) : undefined;
    const { out, backward } = forward(b, network, images, frozen);
    if (use === 'predict') return new Plan(binding, b, [out]);

    b.place = 'loss';
    const outputs = out.shape.at(-1) ?? 0;
    const labels = classifies ? b.feed('int32', [batch.count], ({ batch: { labels } }) => labelsFor(outputs, labels)) : undefined;
    const { loss, gradient } = lossOf(training.loss).kernel(b, out, labels ?? images, training.loss);
    const classes = labels ? classOf(b, out) : undefined;
    const correct = labels && classes ? [correctOf(b, classes, labels)] : [];
    if (use === 'evaluate') return new Plan(binding, b, [loss, ...correct, ...(classes ? [classes] : [])]);

    backward(gradient());
    b.place = 'optimizer';
    const names = learned.filter((name) => gradients.has(name));
    const found = names.flatMap((name) => gradients.get(name) ?? []);
    const limited = training.clipping && found.length > 0 ? clipped(b, found, training.clipping) : found;
    for (const [index, name] of names.entries()) {
      const own = limited[index];
      if (own) optimizer.update(b, name, own, training.optimizer);
    }
    return new Plan(binding, b, [loss, ...correct]);
  };

  /** Writes the plan that fills a cache, for batches like this one. */
  const filling = (batch: Batch, cache: FrozenCache): Plan => {
    const b = new Builder(variables.handles);
    const { images, places } = begin(b, batch);
    if (!places) throw new Error('images of no set');
    for (const { key, value } of forwardFrozen(b, lowered('step', batch.count), images)) cache.put(b, key, places, value);
    return new Plan(binding, b, []);
  };

  const dropCaches = () => {
    for (const key of [...plans.keys()]) if (key.endsWith('cached')) forget(key);
    for (const cache of caches.values()) cache.dispose();
    caches.clear();
  };

  /** Runs a plan and reads what it gives. */
  const read = (use: Use, batch: Batch, step: Step): readonly (Float32Array | Int32Array | Uint8Array)[] => {
    const results = compiled(use, batch).run({ batch, step }, observe);
    try {
      return results.map((tensor) => binding.tensorDataSync(tensor));
    } finally {
      for (const tensor of results) binding.deleteTensor(tensor);
    }
  };
  const number = (data: ArrayLike<number> | undefined): number => data?.[0] ?? Number.NaN;
  const still: Step = { step: 0, learningRate: 0 };

  variables.put(initialWeights(live, training.seed));
  return {
    async prepare(set, pixels, between) {
      const network = lowered('step', 1);
      if (!hasFrozen(network) || caches.has(set)) return;
      const sketch = new Builder(variables.handles);
      const frozen = forwardFrozen(
        sketch,
        network,
        sketch.feed('float32', [1, ...image], () => new Float32Array()),
      );
      const shapes = new Map(frozen.map(({ key, value }) => [key, value.shape.slice(1)]));
      if (FrozenCache.bytes(set.count, shapes.values()) > MOST_CACHED * process.availableMemory()) return;
      const cache = new FrozenCache(binding, set.count, shapes);
      let plan: { readonly count: number; readonly plan: Plan } | undefined;
      let whole = false;
      try {
        for (let from = 0; from < set.count; from += FILLED_AT_ONCE) {
          if (!(await between(from, set.count))) return;
          const batch = gather(set, range(from, Math.min(from + FILLED_AT_ONCE, set.count)), pixels);
          if (plan?.count !== batch.count) {
            plan?.plan.dispose();
            plan = { count: batch.count, plan: filling(batch, cache) };
          }
          plan.plan.run({ batch, step: still }, observe);
        }
        whole = await between(set.count, set.count);
      } finally {
        plan?.plan.dispose();
        if (whole) caches.set(set, cache);
        else cache.dispose();
      }
    },

    async step(batch, step): Promise<Measure> {
      if (learned.length === 0) throw new RunError('nothingToTrain');
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
      return { shape: [batch.count, ...(live.nodes.get(output)?.inferred.out ?? [])], data: Float32Array.from(data ?? []) };
    },

    async state(): Promise<State> {
      return variables.state();
    },

    async restore(state): Promise<void> {
      dropCaches();
      variables.put(state);
    },

    watch(listener) {
      observe = listener;
    },

    dispose() {
      dropCaches();
      for (const plan of plans.values()) plan.dispose();
      tensors.dispose();
      variables.dispose();
    },
  };
}

/** The class of the largest score of each image: int32 [batch]. */
function classOf(b: Builder, scores: Value): Value {
  const attributes = [type('T', 'float32'), type('Tidx', 'int32'), type('output_type', 'int32')];
  return b.op('ArgMax', attributes, [scores, b.axis(-1)], scores.shape.slice(0, -1), 'int32');
}

/** The number of images whose class is predicted, a scalar. */
function correctOf(b: Builder, classes: Value, labels: Value): Value {
  const equal = b.op('Equal', [type('T', 'int32')], [classes, labels], labels.shape, 'bool');
  const ones = b.op('Cast', cast('bool', 'int32'), [equal], labels.shape, 'int32');
  return b.op('Sum', [type('T', 'int32'), type('Tidx', 'int32'), flag('keep_dims', false)], [ones, b.ints([0])], [], 'int32');
}
