import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import { graphOf } from '../../../shared/graph/document';
import { sized } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import { VALIDATION_BATCH } from '../../../shared/graph/memory';
import type { Pictures } from '../../../shared/host/areas/run-ref';
import { views } from '../../../shared/host/areas/views';
import { volume } from '../../../shared/layers/support/shape';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { datasetOf } from '../../../shared/training/datasets/index';
import { taskOf } from '../../../shared/training/tasks/index';
import { checkpointPath } from '../../run-folder/checkpoint';
import { RunError } from '../../run-folder/error';
import { readRun } from '../../run-folder/folder';
import type { PlainTensor } from '../../run-folder/state';
import { type ImageSet, imageAt, pick, scale, slice, unscale } from '../data/support/images';
import { layersModelTrainer } from '../layers-model/layers-model-trainer';
import type { Look } from '../protocol/looks';
import { gather, range } from '../training/batches';
import { guarded } from '../training/guarded';
import { dataOfRun } from './data-of-run';
import { finite } from './finite';
import { softmax } from './softmax';
import { openTrained, type Trained } from './trained';

type Ask<K extends Look> = z.output<(typeof views)[K]['in']>;
type Answer<K extends Look> = z.output<(typeof views)[K]['out']>;

/** The number of images of a cell that are shown at a time, and the most filters of a layer. */
const SHOWN = 50;
const MOST_FILTERS = 4_096;

/** A value of the run that was inspected last, cached for the next question. */
interface Kept<T> {
  readonly key: string;
  readonly value: Promise<T>;
}

/** A trained model, with the probabilities that it gives every validation image once they were asked for. */
interface Model {
  readonly trained: Trained;
  probabilities?: Promise<Float32Array>;
}

/**
 * Inspects trained models. One model and one data set are cached, and opened again for another checkpoint or run.
 */
export class Looker {
  private model: Kept<Model> | undefined;
  private data: Kept<ImageSet> | undefined;

  /** @throws RunError, DataError */
  async answer(folder: string, look: Look, input: unknown): Promise<Answer<Look>> {
    switch (look) {
      case 'views.cell':
        return this.cell(folder, views[look].in.parse(input));
      case 'views.images':
        return this.images(folder, views[look].in.parse(input));
      case 'views.layer':
        return this.layer(folder, views[look].in.parse(input));
      case 'views.predict':
        return this.predict(folder, views[look].in.parse(input));
    }
  }

  private async cell(folder: string, { checkpoint, truth, predicted, from }: Ask<'views.cell'>): Promise<Answer<'views.cell'>> {
    const model = await this.modelOf(folder, checkpoint);
    const set = await this.dataOf(folder);
    const classes = set.classes.length;
    model.probabilities ??= probabilitiesOf(model.trained, set);
    const all = await model.probabilities;
    const rowOf = (place: number) => all.subarray(place * classes, (place + 1) * classes);
    const places = Array.from({ length: set.count }, (_, place) => place).filter(
      (place) => set.labels[place] === truth && highest(rowOf(place)) === predicted,
    );
    const shown = places.slice(from, from + SHOWN);
    return {
      total: places.length,
      images: shown,
      pictures: picturesOf(pick(set, Uint32Array.from(shown))),
      probabilities: shown.map((place) => [...rowOf(place)]),
    };
  }

  private async images(folder: string, { from, count }: Ask<'views.images'>): Promise<Answer<'views.images'>> {
    const set = await this.dataOf(folder);
    const some = slice(set, from, from + count);
    return { total: set.count, labels: [...some.labels].map((label) => set.classes[label] ?? ''), pictures: picturesOf(some) };
  }

  private async layer(folder: string, { checkpoint, node, input }: Ask<'views.layer'>): Promise<Answer<'views.layer'>> {
    const { trained } = await this.modelOf(folder, checkpoint);
    const bytes = 'image' in input ? await this.imageOf(folder, input.image) : pixelsOf(input.pixels, trained);
    const { activations, filters } = layerOf(trained, node);
    const found = await activations(scale(bytes, trained.training.pixelScale));
    return {
      input: { count: 1, size: [...trained.image], data: Buffer.from(bytes).toString('base64') },
      activations: told(found),
      ...(filters ? { filters: told(filters) } : {}),
    };
  }

  private async predict(folder: string, { checkpoint, pixels }: Ask<'views.predict'>): Promise<Answer<'views.predict'>> {
    const { trained } = await this.modelOf(folder, checkpoint);
    const { trainer, training, image, run } = trained;
    const bytes = pixelsOf(pixels, trained);
    const batch = { images: scale(bytes, training.pixelScale), labels: new Uint8Array(1), count: 1 };
    const data = await finite(trainer.predict(batch));
    if (taskOf(training.task).target === 'class') {
      const names = datasetOf(run.data.dataset)?.classes ?? [];
      return { classes: softmax(data).map((probability, index) => ({ name: names[index] ?? String(index), probability })) };
    }
    const { loss } = await trainer.evaluate(batch);
    const made = Buffer.from(unscale(data, training.pixelScale)).toString('base64');
    return { reconstruction: { pictures: { count: 1, size: [...image], data: made }, loss } };
  }

  private async imageOf(folder: string, place: number): Promise<Uint8Array> {
    const set = await this.dataOf(folder);
    if (place >= set.count) throw new RunError('noImage', { place, count: set.count });
    return imageAt(set, place);
  }

  private async modelOf(folder: string, checkpoint: CheckpointName): Promise<Model> {
    const { mtimeMs = 0 } = (await stat(checkpointPath(folder, checkpoint)).catch(() => undefined)) ?? {};
    const key = `${folder} ${checkpoint} ${mtimeMs}`;
    if (this.model?.key !== key) {
      const before = this.model;
      void before?.value.then(({ trained }) => trained.trainer.dispose()).catch(() => {});
      const value = openTrained({ folder, checkpoint, engine: 'auto', offline: true, onProgress: () => {} });
      this.model = { key, value: value.then((trained) => ({ trained })) };
      // A model that could not be opened is tried again the next time.
      this.model.value.catch(() => {
        if (this.model?.key === key) this.model = undefined;
      });
    }
    return this.model.value;
  }

  /** The validation images of a run. */
  private async dataOf(folder: string): Promise<ImageSet> {
    const run = await readRun(folder);
    const graph = graphOf(run.document, run.graph);
    const key = JSON.stringify([run.data, graph?.training]);
    if (this.data?.key !== key) {
      this.data = { key, value: dataOfRun(run).then(({ validation }) => validation) };
      this.data.value.catch(() => {
        if (this.data?.key === key) this.data = undefined;
      });
    }
    return this.data.value;
  }
}

/** The probabilities of every class for every image, [count, classes]. */
async function probabilitiesOf({ trainer, training }: Trained, set: ImageSet): Promise<Float32Array> {
  const classes = set.classes.length;
  const all = new Float32Array(set.count * classes);
  for (let from = 0; from < set.count; from += VALIDATION_BATCH) {
    const to = Math.min(from + VALIDATION_BATCH, set.count);
    const data = await finite(trainer.predict(gather(set, range(from, to), training.pixelScale)));
    for (let place = from; place < to; place++) {
      const scores = data.subarray((place - from) * classes, (place - from + 1) * classes);
      all.set(softmax(scores), place * classes);
    }
    // Others have their turn.
    await new Promise(setImmediate);
  }
  return all;
}

/** The place of the greatest value, the first of several. */
function highest(values: Float32Array): number {
  return values.reduce((best, value, place) => (value > (values[best] ?? 0) ? place : best), 0);
}

/** The output of a layer for an image, and its filters. The layer is the output of a model with the run's weights. */
function layerOf({ inference, training, state, backend, image }: Trained, node: string) {
  const inferred = inference.nodes.get(node);
  if (!inferred) throw new RunError('noNode', { node });
  const kernel = state.get(`${node}.kernel`);
  const layer = sized(inferred);
  const transposed = layer?.kind.weights(layer.params, layer.ins).some((weight) => weight.transposed) === true;
  return {
    filters: kernel?.shape.length === 4 ? filtersOf(kernel, transposed) : undefined,
    activations: async (images: Float32Array): Promise<PlainTensor> => {
      if (inferred.layer.kind?.inputs.max === 0) return { shape: image, data: images };
      const trainer = guarded(() => layersModelTrainer(backend.tf, liveGraph(inference, [node]), training, image));
      await trainer.restore(state);
      const { shape, data } = await trainer.predict({ images, labels: new Uint8Array(1), count: 1 });
      trainer.dispose();
      return { shape: shape.slice(1), data };
    },
  };
}

/** Filters as [kh, kw, in, out], tfjs's transposed ones being [kh, kw, out, in]; of too many, the first by output channel. */
function filtersOf({ shape, data }: PlainTensor, transposed: boolean): PlainTensor {
  const [height = 1, width = 1, third = 1, fourth = 1] = shape;
  const [ins, outs] = transposed ? [fourth, third] : [third, fourth];
  const kept = Math.max(1, Math.min(outs, Math.floor(MOST_FILTERS / ins)));
  const cut = new Float32Array(height * width * ins * kept);
  let at = 0;
  for (let pixel = 0; pixel < height * width; pixel++)
    for (let into = 0; into < ins; into++)
      for (let out = 0; out < kept; out++)
        cut[at++] = data[pixel * ins * outs + (transposed ? out * ins + into : into * outs + out)] ?? 0;
  return { shape: [height, width, ins, kept], data: cut };
}

/** A tensor as it is sent to the page. */
function told({ shape, data }: PlainTensor): Answer<'views.layer'>['activations'] {
  if (!data.every(Number.isFinite)) throw new RunError('diverged.before');
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  return { shape: [...shape], data: bytes, least, greatest };
}

function picturesOf({ images, count, size }: ImageSet): Pictures {
  return { count, size: [...size], data: Buffer.from(images).toString('base64') };
}

/** The bytes of an image of the size that a model takes. */
function pixelsOf(base64: string, { image }: Trained): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (bytes.length !== volume(image)) throw new RunError('otherImage', { found: bytes.length, size: image });
  return bytes;
}
