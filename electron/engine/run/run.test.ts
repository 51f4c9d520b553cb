import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../../.ci/tallies';
import { skipWithout } from '../../../e2e/support/needs';
import { emptyDocument } from '../../../shared/graph/document';
import { epochsAfter, learningRateAt, type Run } from '../../../shared/runs/run';
import { addFileWhole, removeTemporaries, writeFileWhole } from '../../files/write-whole';
import { checkpointPath, readCheckpoint, writeCheckpoint } from '../../run-folder/checkpoint';
import { createRun, readRun, runPath, writeRun } from '../../run-folder/folder';
import { MetricsFile, metricsPath } from '../../run-folder/metrics-file';
import { encodeSafetensors, readSafetensors } from '../../run-folder/safetensors';
import type { PlainTensor, State } from '../../run-folder/state';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = () => mkdtempSync(join(folder, 'run-'));

const RUN: Run = {
  format: 'patchbay-run',
  version: 1,
  id: 'a-run',
  name: 'A run',
  created: '2026-01-02T03:04:05.000Z',
  state: 'created',
  document: emptyDocument('Test'),
  graph: 'model',
  data: { dataset: 'synthetic' },
  weightsFrom: [],
  interventions: [],
  timings: [],
};

const states: fc.Arbitrary<State> = fc
  .array(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.array(fc.nat(3), { maxLength: 3 }), fc.integer()), {
    maxLength: 6,
  })
  .map(
    (tensors) =>
      new Map(
        tensors
          .filter(([name]) => name !== '__metadata__' && name !== '__proto__')
          .map(([name, shape, seed]): [string, PlainTensor] => {
            const count = shape.reduce((product, size) => product * size, 1);
            return [name, { shape, data: Float32Array.from({ length: count }, (_, index) => Math.fround(seed / (index + 3))) }];
          }),
      ),
  );

describe('safetensors', () => {
  const encoded = (tensors: State) => Buffer.concat([...encodeSafetensors({ tensors, metadata: { a: 'b' } })]);
  const read = (bytes: Uint8Array) => {
    const file = join(folder, 'any.safetensors');
    writeFileSync(file, bytes);
    return readSafetensors(file);
  };

  it('gives back what it was given, the same bytes for the same state', async () => {
    await fc.assert(
      fc.asyncProperty(states, async (tensors) => {
        const bytes = encoded(tensors);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        expect(await read(bytes)).toEqual({ tensors, metadata: { a: 'b' }, sha256 });
        expect(encoded(new Map([...tensors].reverse())).equals(bytes)).toBe(true);
      }),
    );
  });

  it('is refused with a reason when its bytes are damaged, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.nat(), fc.nat(255), fc.nat(), async (tensors, at, byte, length) => {
        const bytes = encoded(tensors);
        const cut = bytes.subarray(0, length % bytes.length);
        await expect(read(cut)).rejects.toThrow(/too short|longer than|does not lie where/);
        await expect(read(Buffer.concat([bytes, Buffer.alloc(1)]))).rejects.toThrow('it is longer than its header says');
        bytes[at % bytes.length] = byte;
        await read(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
      }),
      { numRuns: 300 },
    );
  });

  it('of more than 2 GiB is written and read', { tags: THOROUGH }, async ({ skip }) => {
    const count = 2 ** 29 + 8;
    if (process.availableMemory() < 4 * 4 * count) return skip('too little free memory');
    const file = join(fresh(), 'large.safetensors');
    const data = new Float32Array(count);
    data[count - 1] = 0.5;
    await writeFileWhole(file, encodeSafetensors({ tensors: new Map([['a', { shape: [count], data }]]), metadata: {} }));
    expect(statSync(file).size).toBeGreaterThan(2 ** 31);
    const { tensors, sha256 } = await readSafetensors(file);
    rmSync(file);
    expect(tensors.get('a')?.data.length).toBe(count);
    expect(tensors.get('a')?.data.at(-1)).toBe(0.5);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is what other tools read', () => {
    const python = spawnSync('python3', ['-c', 'import safetensors, numpy']);
    if (python.status !== 0) return;
    const file = join(fresh(), 'a.safetensors');
    writeFileSync(file, encoded(new Map([['a', { shape: [2], data: Float32Array.of(1, 2) }]])));
    const loaded = spawnSync('python3', [
      '-c',
      `from safetensors.numpy import load_file; print(load_file(${JSON.stringify(file)})["a"].tolist())`,
    ]);
    expect(loaded.stdout.toString().trim()).toBe('[1.0, 2.0]');
  });
});

describe('a checkpoint', () => {
  const progress = {
    step: 3,
    epoch: 1,
    batch: 3,
    sums: { loss: 0.1 + 0.2, correct: 4, count: 300 },
    best: { loss: 0.5, epoch: 1 },
    waiting: undefined,
    metricsBytes: 12,
    done: false,
  };

  it('comes back as it was, to the last bit', async () => {
    const run = fresh();
    await createRun(run, RUN);
    const tensors: State = new Map([['fc.bias', { shape: [3], data: Float32Array.of(0.1, -0, 1e-40) }]]);
    await writeCheckpoint(run, 'last', { tensors, progress });
    const found = await readCheckpoint(run, 'last');
    expect(found.tensors).toEqual(tensors);
    expect(found.progress).toEqual(JSON.parse(JSON.stringify(progress)));
    expect(found.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that cannot be read says which file it is', async () => {
    const run = fresh();
    await createRun(run, RUN);
    writeFileSync(checkpointPath(run, 'last'), 'nonsense that is no checkpoint');
    await expect(readCheckpoint(run, 'last')).rejects.toThrow(
      /last\.safetensors is damaged and cannot be read as a checkpoint \(its header is longer than the file\)/,
    );
  });
});

describe('the folder of a run', () => {
  it('keeps run.json, with what it does not know', async () => {
    const run = fresh();
    await createRun(run, RUN);
    writeFileSync(runPath(run), JSON.stringify({ ...RUN, future: { a: 1 } }));
    await writeRun(run, { ...(await readRun(run)), state: 'stopped' });
    expect(JSON.parse(readFileSync(runPath(run), 'utf8'))).toEqual({ ...RUN, state: 'stopped', future: { a: 1 } });
  });

  it('is refused where there is something already, and where it is none', async () => {
    const run = fresh();
    await expect(readRun(run)).rejects.toThrow('it has no run.json');
    writeFileSync(join(run, 'mine.txt'), 'x');
    await expect(createRun(run, RUN)).rejects.toThrow('is not empty');
    writeFileSync(runPath(run), JSON.stringify({ ...RUN, state: 'dreaming' }));
    await expect(readRun(run)).rejects.toThrow('state: It is "dreaming", and must be one of');
    writeFileSync(runPath(run), '{');
    await expect(readRun(run)).rejects.toThrow('is not JSON');
  });

  it('loses the temporary files of a killed process, whatever it was writing, and nothing else', async () => {
    const run = fresh();
    await createRun(run, RUN);
    writeFileSync(join(run, 'samples', 'epoch-0001.png'), 'mine');
    const module = JSON.stringify(new URL('../../files/write-whole.ts', import.meta.url).href);
    const parts = ['run.json', 'checkpoints/last.safetensors', 'samples/epoch-0002.png', 'samples/epoch-0002.json'];
    const files = JSON.stringify(parts.map((part) => join(run, part)));
    const temporaries = () => readdirSync(run, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
    // Kills itself once all files are being written.
    const program = `const { readdirSync } = await import('node:fs');
      const { writeFileWhole } = await import(${module});
      for (const file of ${files}) void writeFileWhole(file, Buffer.alloc(50_000_000));
      setInterval(() => {
        const names = readdirSync(${JSON.stringify(run)}, { recursive: true });
        if (names.filter((name) => name.endsWith('.tmp')).length === ${parts.length}) process.kill(process.pid, 'SIGKILL');
      });`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', program];
    expect(spawnSync(process.execPath, args, { timeout: 60_000, killSignal: 'SIGTERM' }).signal).toBe('SIGKILL');
    expect(temporaries()).toHaveLength(parts.length);
    await removeTemporaries(run);
    expect(temporaries()).toEqual([]);
    expect((await readRun(run)).id).toBe('a-run');
    expect(readFileSync(join(run, 'samples', 'epoch-0001.png'), 'utf8')).toBe('mine');
  });
});

describe('a file', () => {
  it('is written whole, over what was there, through a link, and with the mode that it had', async () => {
    const place = fresh();
    const file = join(place, 'a.json');
    await writeFileWhole(file, 'one');
    chmodSync(file, 0o640);
    symlinkSync(file, join(place, 'link'));
    await writeFileWhole(join(place, 'link'), Buffer.from('two'));
    expect(readFileSync(file, 'utf8')).toBe('two');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(place).sort()).toEqual(['a.json', 'link']);
  });

  it('is not written through a symbolic link that another user placed where its temporary file could be', async () => {
    const place = fresh();
    const victim = join(place, 'victim');
    writeFileSync(victim, 'untouched');
    // Earlier versions numbered their temporary files from 0 on.
    for (let number = 0; number < 100; number++) symlinkSync(victim, join(place, `a.json.${process.pid}-${number}.tmp`));
    await writeFileWhole(join(place, 'a.json'), 'mine');
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(lstatSync(join(place, 'a.json')).isSymbolicLink()).toBe(false);
  });

  it('that is new is written whole, once, and never over another', async () => {
    const place = fresh();
    const file = join(place, 'a.json');
    const added = await Promise.all(['one', 'two', 'three'].map((text) => addFileWhole(file, text)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(['one', 'two', 'three'][added.indexOf(true)]);
    expect(readdirSync(place)).toEqual(['a.json']);
    await expect(addFileWhole(join(place, 'none', 'a.json'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('stays as it was where the disk takes only a part of the new one', async ({ skip }) => {
    const place = fresh();
    // A disk of 64 KB can be made by an administrator of Linux alone.
    skipWithout({ skip }, 'ramDisk');
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status).toBe(0);
    try {
      const file = join(place, 'a.json');
      await writeFileWhole(file, 'before');
      await expect(writeFileWhole(file, Buffer.alloc(100_000, 'x'))).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(readFileSync(file, 'utf8')).toBe('before');
      await expect(addFileWhole(join(place, 'b.json'), Buffer.alloc(100_000, 'x'))).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(readdirSync(place)).toEqual(['a.json']);
      const metrics = new MetricsFile(place, 0);
      const metric = { type: 'batch' as const, step: 1, epoch: 1, loss: 0.5 };
      expect(() => {
        for (let line = 0; line < 10_000; line++) metrics.append(metric);
      }).toThrow('ENOSPC');
      // Only whole lines count as written.
      const kept = readFileSync(metricsPath(place)).subarray(0, metrics.bytes).toString();
      expect(kept.endsWith('\n')).toBe(true);
      metrics.close();
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });
});

describe('metrics.jsonl', () => {
  it('is refused if it is shorter than its checkpoint says', () => {
    const run = fresh();
    writeFileSync(metricsPath(run), '{}\n');
    expect(() => new MetricsFile(run, 10)).toThrow('ends before the checkpoint');
    expect(readFileSync(metricsPath(run), 'utf8')).toBe('{}\n');
  });

  it('goes on where a checkpoint stood, and loses what came after it', () => {
    const run = fresh();
    const metric = (step: number) => ({ type: 'batch' as const, step, epoch: 1, loss: step / 10 });
    const first = new MetricsFile(run, 0);
    first.append(metric(1));
    const { bytes } = first;
    first.append(metric(2));
    first.close();
    const second = new MetricsFile(run, bytes);
    second.append(metric(3));
    second.flush();
    second.close();
    const steps = readFileSync(metricsPath(run), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).step);
    expect(steps).toEqual([1, 3]);
  });
});

describe('interventions', () => {
  it('count from the step after them', () => {
    const run = {
      ...RUN,
      interventions: [
        { step: 5, learningRate: 0.1 },
        { step: 9, epochs: 7 },
        { step: 9, learningRate: 0.2 },
      ],
    };
    expect([1, 5, 6, 9, 10].map((step) => learningRateAt(run, 0.5, step))).toEqual([0.5, 0.5, 0.1, 0.1, 0.2]);
    expect([8, 9].map((step) => epochsAfter(run, 3, step))).toEqual([3, 7]);
  });
});
