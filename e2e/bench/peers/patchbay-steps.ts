/**
 * Times training steps of the paper's nets in Patchbay's engine, in a process of its own.
 *
 * Arguments: engine (native, layers or wasm), net (baseline, optimized, frozen, uncached), images, epochs, threads, and `profile` to have
 * the operations of a step timed. Prints a line of JSON as pytorch_steps.py does, with the memory after each epoch.
 */
import { readFileSync } from 'node:fs';
import { openBackend } from '../../../electron/engine/backends/open/choose';
import { openDataset } from '../../../electron/engine/data/open';
import { layersModelTrainer } from '../../../electron/engine/layers-model/layers-model-trainer';
import { nativeTrainer } from '../../../electron/engine/native/trainer';
import { epochOrder, gather } from '../../../electron/engine/training/batches';
import { applyEdit } from '../../../shared/graph/edits/edit';
import { infer } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import { parseDocument } from '../../../shared/graph/parse';
import { parseTraining } from '../../../shared/training/config';

const [engine = 'native', net = 'baseline', images = '2000', epochs = '1', threads = '2', profile] = process.argv.slice(2);

const NETS: Readonly<Record<string, readonly [preset: string, graph: string]>> = {
  baseline: ['table2-baseline', 'autoencoder'],
  optimized: ['autoencoder-optimized', 'autoencoder'],
  frozen: ['classifier-baseline', 'classifier'],
  uncached: ['classifier-baseline', 'classifier'],
};

function load() {
  const [preset, id] = NETS[net] ?? ['', ''];
  const parsed = parseDocument(readFileSync(new URL(`../../../presets/${preset}.patchbay.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(`${preset} cannot be read`);
  const encoder = Object.entries(parsed.document.graphs.find((one) => one.id === id)?.nodes ?? {}).flatMap(
    ([node, { weightsFrom }]) => (weightsFrom ? [node] : []),
  );
  const document =
    encoder.length > 0 ? applyEdit(parsed.document, id, { type: 'freeze', nodes: encoder, frozen: true }) : parsed.document;
  const graph = document.graphs.find((one) => one.id === id);
  if (!graph) throw new Error(`${preset} has no graph ${id}`);
  return { inference: infer(graph), training: parseTraining({ ...graph.training, seed: 0 }).training };
}

const { inference, training } = load();
const live = liveGraph(inference);
const { backend } = await openBackend(engine === 'wasm' ? 'wasm' : 'native', {
  threads: Number(threads),
  setUp: false,
  onProgress: () => {},
});
const { train } = await openDataset('fashion-mnist', {
  train: Number(images),
  val: 1,
  validation: 'test',
  seed: 0,
  offline: true,
});
const native = engine === 'native' && backend.binding ? nativeTrainer(backend.binding, live, training, train.size) : undefined;
const trainer = native ?? layersModelTrainer(backend.tf, live, training, train.size);

const operations = new Map<string, { milliseconds: number; calls: number }>();
const steps: number[] = [];
/** Memory after each epoch. */
const held: number[] = [];
let loss = Number.NaN;
const used = process.cpuUsage();
const start = performance.now();
let step = 0;
if (net === 'frozen') await trainer.prepare?.(train, training.pixelScale, async () => true);
for (let epoch = 1; epoch <= Number(epochs); epoch++) {
  const order = epochOrder(0, epoch, train.count);
  for (let at = 0; at < train.count; at += 100) {
    step++;
    if (profile && step === 11)
      native?.watch(({ op, place, outputs }, milliseconds) => {
        const name = `${op} · ${place} · ${outputs.map(({ shape }) => shape.join('×')).join(', ')}`;
        const found = operations.get(name) ?? { milliseconds: 0, calls: 0 };
        operations.set(name, { milliseconds: found.milliseconds + milliseconds, calls: found.calls + 1 });
      });
    const before = performance.now();
    ({ loss } = await trainer.step(gather(train, order.subarray(at, at + 100), training.pixelScale), {
      step,
      learningRate: 1e-3,
    }));
    steps.push(performance.now() - before);
  }
  held.push(process.memoryUsage.rss());
}
const whole = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const memory = { peak: process.resourceUsage().maxRSS * 1024, steady: process.memoryUsage().rss };
const per = Math.max(step - 10, 1);
console.log(
  JSON.stringify({
    ...{ library: backend.library, steps, whole, cpu: (user + system) / 1000, loss, held, ...memory },
    ...(profile
      ? { profile: [...operations].map(([name, { milliseconds }]) => ({ name, milliseconds: milliseconds / per })) }
      : {}),
  }),
);
process.exit(0);
