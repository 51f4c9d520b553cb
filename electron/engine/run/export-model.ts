import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import type { Inference } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import type { Tf } from '../../../shared/layers/support/kind';
import type { State } from '../../run-folder/state';
import { compile, weightsOf } from '../layers-model/compile';

/**
 * Writes a graph with its weights as tfjs saves a LayersModel: model.json, and the weights in one file beside it. It is written to
 * another folder first, so that there is always a whole one.
 * @throws Error where the state lacks a weight of the graph
 */
export async function exportModel(tf: Tf, inference: Inference, state: State, folder: string): Promise<void> {
  const live = liveGraph(inference);
  const model = compile(tf, live);
  try {
    for (const [name, variable] of weightsOf(tf, model, live)) {
      const tensor = state.get(name);
      if (!tensor) throw new Error(`there is no ${name}`);
      tf.tidy(() => variable.assign(tf.tensor(tensor.data, [...tensor.shape])));
    }
    await save(tf, model, folder);
  } finally {
    model.dispose();
  }
}

async function save(tf: Tf, model: tfjs.LayersModel, folder: string): Promise<void> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData, format, generatedBy }) => {
      if (!weightData) throw new Error('the model has no weights to save');
      const parts = Array.isArray(weightData) ? weightData : [weightData];
      const manifest = [{ paths: ['weights.bin'], weights: weightSpecs ?? [] }];
      const description = { format, generatedBy, convertedBy: null, modelTopology, weightsManifest: manifest };
      await writeFile(join(fresh, 'model.json'), JSON.stringify(description));
      await writeFile(
        join(fresh, 'weights.bin'),
        parts.map((part) => new Uint8Array(part)),
      );
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}
