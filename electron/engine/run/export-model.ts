import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';

/**
 * Writes a model as tfjs saves it: model.json, and its weights in one file beside it. It is written to another folder first, so that
 * there is always a whole one.
 */
export async function exportModel(tf: typeof tfjs, model: tfjs.LayersModel, folder: string): Promise<void> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData, format, generatedBy }) => {
      if (!weightData) throw new Error('the model has no weights to save');
      const parts = Array.isArray(weightData) ? weightData : [weightData];
      const weights = Buffer.concat(parts.map((part) => new Uint8Array(part)));
      const manifest = [{ paths: ['weights.bin'], weights: weightSpecs ?? [] }];
      const description = { format, generatedBy, convertedBy: null, modelTopology, weightsManifest: manifest };
      await writeFile(join(fresh, 'model.json'), JSON.stringify(description));
      await writeFile(join(fresh, 'weights.bin'), weights);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}
