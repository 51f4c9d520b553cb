import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTraining } from '../training/config';
import type { EngineName } from '../training/engines';
import { infer } from './infer';
import { trainingMemory } from './memory';
import { parseDocument } from './parse';

/** The measured peak memory of engine processes, in MB, on Linux with Fashion-MNIST: by preset, batch size and engine. */
const MEASURED: readonly (readonly [string, number, EngineName, number])[] = [
  ['table2-baseline', 20, 'native', 613],
  ['table2-baseline', 100, 'native', 636],
  ['table2-baseline', 200, 'native', 638],
  ['autoencoder-optimized', 20, 'native', 800],
  ['autoencoder-optimized', 100, 'native', 863],
  ['autoencoder-optimized', 200, 'native', 877],
  ['residual-net', 20, 'native', 674],
  ['residual-net', 100, 'native', 701],
  ['residual-net', 200, 'native', 725],
  ['table2-baseline', 20, 'wasm', 334],
  ['table2-baseline', 100, 'wasm', 351],
  ['table2-baseline', 200, 'wasm', 439],
  ['autoencoder-optimized', 20, 'wasm', 536],
  ['autoencoder-optimized', 100, 'wasm', 854],
  ['autoencoder-optimized', 200, 'wasm', 1404],
];

describe('the estimate of memory', () => {
  it.each(MEASURED)(
    '%s, batch %i, %s: within a quarter of the %i MB that were measured',
    (preset, batchSize, engine, megabytes) => {
      const parsed = parseDocument(readFileSync(`presets/${preset}.patchbay.json`, 'utf8'));
      const graph = parsed.ok ? parsed.document.graphs[0] : undefined;
      if (!graph) throw new Error('not read');
      const { training } = parseTraining({ ...graph.training, batchSize });
      const estimate = trainingMemory(infer(graph), training, engine) / 1e6;
      expect(estimate / megabytes).toBeGreaterThan(0.75);
      expect(estimate / megabytes).toBeLessThan(1.25);
    },
  );
});
