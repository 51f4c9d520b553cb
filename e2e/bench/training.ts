import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, startRun } from '../../electron/services/runs/engine';
import { newRun } from '../../electron/services/runs/store';
import { diagnose } from '../../shared/graph/diagnosis/diagnose';
import { applyEdit } from '../../shared/graph/edits/edit';
import { trainingMemory } from '../../shared/graph/memory';
import { parseDocument } from '../../shared/graph/parse';
import type { EngineName } from '../../shared/training/engines';
import { median, type Result } from './rounds';

/** The nets of the paper that are timed, at its batch of 100. */
const NETS = [
  { preset: 'table2-baseline', name: 'Table 2 baseline' },
  { preset: 'autoencoder-optimized', name: 'optimized autoencoder' },
] as const;

/** Rounds in turn, steps a round, and steps at its beginning that only warm up. */
const ROUNDS = 3;
const STEPS = 12;
const WARM_UP = 4;

interface Measured {
  /** Milliseconds a step. */
  readonly steps: readonly number[];
  /** Bytes. */
  readonly memory: number;
}

/** Milliseconds a training step of the paper's nets by engine, the engines in turn, and the memory that it takes beside its estimate. */
export async function training(): Promise<readonly Result[]> {
  const { answer } = await ask({ type: 'describe' }, 'described');
  const engines = (answer?.engines ?? []).filter(({ ready }) => ready).map(({ name }) => name);
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
  const results: Result[] = [];
  try {
    for (const { preset, name } of NETS) {
      const found = new Map<EngineName, Measured[]>(engines.map((engine) => [engine, []]));
      for (let round = 0; round < ROUNDS; round++)
        for (const engine of engines)
          found.get(engine)?.push(await timeRun(preset, engine, join(folder, `${preset}-${engine}-${round}`)));
      const native = found.get('native');
      for (const engine of engines) {
        const rounds = found.get(engine) ?? [];
        const ours = median(rounds.flatMap(({ steps }) => steps));
        const ratios = rounds.map(({ steps }, round) => median(steps) / median(native?.[round]?.steps ?? steps));
        const peer =
          native && engine !== 'native' ? { peer: median(native.flatMap(({ steps }) => steps)), ratio: median(ratios) } : {};
        results.push({ name: `${name}, a step at batch 100, ${engine}`, unit: 'ms', ours, ...peer });
        const memory = Math.max(...rounds.map((one) => one.memory)) / 1e6;
        const estimate = estimateOf(preset, engine) / 1e6;
        results.push({
          name: `${name}, peak memory beside its estimate, ${engine}`,
          unit: 'MB',
          ours: memory,
          peer: estimate,
          ratio: memory / estimate,
        });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

function load(preset: string) {
  const parsed = parseDocument(readFileSync(new URL(`../../presets/${preset}.patchbay.json`, import.meta.url), 'utf8'));
  const id = parsed.ok ? parsed.document.graphs[0]?.id : undefined;
  if (!parsed.ok || id === undefined) throw new Error(`${preset} cannot be read`);
  const document = applyEdit(parsed.document, id, { type: 'train', settings: { epochs: 1, dataset: 'synthetic', seed: 1 } });
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return { document, graph };
}

function estimateOf(preset: string, engine: EngineName): number {
  const { document, graph } = load(preset);
  const { inference, training: parsed } = diagnose(document, graph, { fixes: false });
  return trainingMemory(inference, parsed.training, engine);
}

async function timeRun(preset: string, engine: EngineName, place: string): Promise<Measured> {
  const data = { dataset: 'synthetic', train: (WARM_UP + STEPS) * 100, validation: 500 };
  const folder = await newRun({ ...load(preset), data, folder: place });
  const times: number[] = [];
  const running = startRun({ folder, engine, offline: true }, (message) => {
    if (message.type === 'progress') times.push(performance.now());
  });
  const ended = await running.ended;
  if (ended.type === 'died' || ended.state !== 'finished') throw new Error(`the run of ${preset} on ${engine} did not finish`);
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return { steps: steps.slice(WARM_UP - 1), memory: ended.peakMemory ?? Number.NaN };
}
