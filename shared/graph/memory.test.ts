import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTraining } from '../training/config';
import type { EngineName } from '../training/engines';
import { applyEdits, type Edit } from './edits/edit';
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

/** The same for fully connected nets 784-5000-5000-32-784 and so on, most of whose memory is that of weights. */
const OF_WEIGHTS: readonly (readonly [number, string, EngineName, number])[] = [
  [5000, 'Adam', 'native', 1389],
  [5000, 'SGD', 'native', 1136],
  [9000, 'Adam', 'native', 3364],
  [5000, 'Adam', 'wasm', 3156],
  [5000, 'SGD', 'wasm', 1254],
];

describe('the estimate of memory', () => {
  it.each(OF_WEIGHTS)(
    'two layers of %i units, %s, %s: within a quarter of the %i MB that were measured',
    (units, optimizer, engine, megabytes) => {
      const parsed = parseDocument(readFileSync('presets/fc-autoencoder.patchbay.json', 'utf8'));
      if (!parsed.ok) throw new Error('not read');
      const widths = { fc1: units, fc2: units, fc3: 32 };
      const edits: readonly Edit[] = [
        ...Object.entries(widths).map(([node, width]): Edit => ({ type: 'change', node, params: { units: width } })),
        { type: 'train', settings: { optimizer: { kind: optimizer }, batchSize: 20 } },
      ];
      const [graph] = applyEdits(parsed.document, 'autoencoder', edits).graphs;
      if (!graph) throw new Error('no graph');
      const estimate = trainingMemory(infer(graph), parseTraining(graph.training).training, engine) / 1e6;
      expect(estimate / megabytes).toBeGreaterThan(0.75);
      expect(estimate / megabytes).toBeLessThan(1.25);
    },
  );

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
