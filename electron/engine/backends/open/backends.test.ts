import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../../../../e2e/support/needs';
import { ENGINES } from '../../../../shared/training/engines';
import { isRunning } from '../../../lock/process';
import type { BackendError } from '../backend';
import { bytes } from '../messages';
import { shareOfOthers } from '../setup/load';
import { findNative, lastFailure, type Scene, setUpNative } from '../setup/native-setup';
import { timeOneDnn, usesOneDnn } from '../setup/one-dnn';
import { probe, timeAgain } from '../setup/probe';
import { atLeast } from '../setup/tools';
import { TENSORFLOW } from '../setup/wheel';
import { describeBackends, openBackend } from './choose';

/**
 * Tools that only play their parts: what they do is written in a file beside them, by name. They are scripts of this Node, so that
 * no test needs Python or a compiler, and a server of our own answers tfjs-node's install script, so that none needs a network.
 */
const PYTHON = `
const [flag, code, ...rest] = process.argv.slice(2);
const part = (name) => play.python[name];
if (flag === '-c' && code.includes('libc_ver')) {
  const { version = '3.11.2', pip = '23.0.1', libc = ['glibc', '2.36'] } = play.python;
  console.log(JSON.stringify({ version, pip, libc }));
} else if (flag === '-m') {
  fs.appendFileSync(home + '/downloads', '1');
  if (part('hangs')) { fs.writeFileSync(home + '/pid', String(process.pid)); setInterval(() => {}, 1000); }
  else if (part('offline')) { console.error('WARNING: Retrying\\nERROR: No matching distribution found'); process.exit(1); }
  else fs.writeFileSync(rest[rest.indexOf('--dest') + 1] + '/' + play.wheel.file, part('wheel') ?? 'the wheel');
} else {
  const [wheel, folder] = rest;
  if (part('full')) { console.error('OSError: [Errno 28] No space left on device'); process.exit(1); }
  fs.mkdirSync(folder + '/tensorflow/include', { recursive: true });
  for (const name of ['cc', 'framework']) {
    if (part('incomplete') && name === 'cc') continue;
    fs.writeFileSync(folder + '/tensorflow/libtensorflow_' + name + '.so.2', 'library');
    console.log('7 14');
  }
}`;
const COMPILER = `
if (process.argv.includes('--version')) console.log('g++ (Play) 12.2.0');
else if (play.compiler.fails) { console.error('tfjs_backend.cc:3:10: fatal error: no such file'); process.exit(1); }
else fs.writeFileSync(process.argv[process.argv.indexOf('-o') + 1], 'not a binding');`;

interface Play {
  readonly python?: Readonly<Record<string, unknown>>;
  readonly compiler?: Readonly<Record<string, unknown>>;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let home: string;
let server: Server;
let requests: string[];

/** A machine with these tools alone. What no tool is written for is not there. */
function sceneOf(play: Play, changes: Partial<Scene['host']> & Partial<Scene['wheel']> = {}): Scene {
  const { platform = 'linux', arch = 'x64', ...wheel } = changes;
  const bin = path.join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  const real = { ...TENSORFLOW, file: 'tensorflow.whl', sha256: sha256('the wheel'), bytes: 9, unpacked: 14, ...wheel };
  const prelude = `#!${process.execPath}\nconst fs = require('fs'); const home = ${JSON.stringify(home)};
    const play = ${JSON.stringify({ ...play, wheel: real })};\n`;
  for (const [name, script, part] of [
    ['python3', PYTHON, play.python],
    ['g++', COMPILER, play.compiler],
  ] as const) {
    rmSync(path.join(bin, name), { force: true });
    if (!part) continue;
    writeFileSync(path.join(bin, name), prelude + script);
    chmodSync(path.join(bin, name), 0o755);
  }
  const address = z.object({ port: z.number() }).parse(server.address());
  const env = { PATH: bin, HOME: home, TFJS_NODE_BASE_URI: `http://127.0.0.1:${address.port}/libtensorflow-` };
  const host = { env, platform, arch, cache: path.join(home, 'cache') };
  return { host, wheel: real, inPackage: async () => undefined, tryOut: async () => ({ version: '2.21.0' }) };
}

const steps: string[] = [];
const onProgress = ({ step, done, total }: { step: { en: string }; done: number; total?: number }) =>
  steps.push(`${step.en} ${done}/${total ?? '?'}`);

const failureOf = (scene: Scene): Promise<BackendError> =>
  setUpNative({ onProgress }, scene).then(
    () => Promise.reject(new Error('it was set up')),
    (error) => error,
  );

/** The names in the cache. */
const left = () => {
  const folder = path.join(home, 'cache', 'native');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(404).end('nothing here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'patchbay-backends-'));
  requests = [];
  steps.length = 0;
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('setting up libtensorflow', needs('unix'), () => {
  test('tries its own download, then compiles the binding from the wheel', async () => {
    const scene = sceneOf({ python: {}, compiler: {} });
    const native = await setUpNative({ onProgress }, scene);
    expect(requests).toHaveLength(1);
    expect(native.way).toBe('wheel');
    expect(readFileSync(native.binding, 'utf8')).toBe('not a binding');
    expect(readdirSync(path.dirname(native.binding)).sort()).toEqual([
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
      'tfjs_binding.node',
    ]);
    expect(left()).toEqual([path.basename(native.folder)]);
    expect(steps).toContain('Downloading libtensorflow from the Python package index 0/9');
    expect(steps).toContain('Verifying the download 9/9');
    expect(steps).toContain('Unpacking libtensorflow 7/14');
  });

  test('does nothing the second time', async () => {
    const scene = sceneOf({ python: {}, compiler: {} });
    const first = await setUpNative({ onProgress }, scene);
    expect(await findNative(scene)).toEqual(first);
    expect(await setUpNative({ onProgress }, scene)).toEqual(first);
    expect(readFileSync(path.join(home, 'downloads'), 'utf8')).toBe('1');
  });

  test('is done once by two at a time', async () => {
    const scene = sceneOf({ python: {}, compiler: {} });
    const both = await Promise.all([setUpNative({ onProgress }, scene), setUpNative({ onProgress }, scene)]);
    expect(both[0]).toEqual(both[1]);
    expect(readFileSync(path.join(home, 'downloads'), 'utf8')).toBe('1');
    expect(steps.some((step) => step.startsWith('Waiting for another Patchbay'))).toBe(true);
  });

  test('replaces one that does not work', async () => {
    const scene = sceneOf({ python: {}, compiler: {} });
    const native = await setUpNative({ onProgress }, scene);
    writeFileSync(native.binding, 'broken');
    const wary: Scene = {
      ...scene,
      tryOut: async (_, binding) => {
        if (readFileSync(binding, 'utf8') === 'broken') throw new Error('broken');
        return { version: '2.21.0' };
      },
    };
    await expect(findNative(wary)).rejects.toThrow('broken');
    expect(await setUpNative({ onProgress }, wary)).toEqual(native);
    expect(readFileSync(native.binding, 'utf8')).toBe('not a binding');
  });

  test('takes over from one that was killed', async () => {
    const scene = sceneOf({ python: {}, compiler: {} });
    // No system gives a process this number.
    const pid = 999_999_999;
    const folder = path.join(home, 'cache', 'native');
    mkdirSync(path.join(folder, `unfinished-${pid}-00`), { recursive: true });
    writeFileSync(path.join(folder, 'lock'), JSON.stringify({ pid, host: os.hostname(), id: 'x' }));
    const native = await setUpNative({ onProgress }, scene);
    expect(left()).toEqual([path.basename(native.folder)]);
  });

  interface Case {
    readonly name: string;
    readonly play: Play;
    readonly words: string;
    readonly code?: string;
    readonly changes?: Parameters<typeof sceneOf>[1];
  }
  const cases: readonly Case[] = [
    { name: 'no Python', play: { compiler: {} }, words: 'Python 3 was not found' },
    { name: 'an old Python', play: { python: { version: '2.7.18' }, compiler: {} }, words: 'Python 3 was not found' },
    { name: 'no pip', play: { python: { pip: null }, compiler: {} }, words: 'no pip (python3 3.11.2)' },
    { name: 'no compiler', play: { python: {} }, words: 'No C++ compiler was found' },
    { name: 'an old glibc', play: { python: { libc: ['glibc', '2.17'] }, compiler: {} }, words: 'glibc 2.27 or newer' },
    { name: 'no glibc', play: { python: { libc: ['', ''] }, compiler: {} }, words: 'glibc 2.27 or newer' },
    { name: 'no network', play: { python: { offline: true }, compiler: {} }, words: 'ERROR: No matching distribution found' },
    { name: 'a wrong wheel', play: { python: { wheel: 'another wheel' }, compiler: {} }, words: 'has the wrong SHA-256' },
    { name: 'a full disk', play: { python: { full: true }, compiler: {} }, words: 'is full' },
    { name: 'half a wheel', play: { python: { incomplete: true }, compiler: {} }, words: 'could not be unpacked' },
    { name: 'a compiler that fails', play: { python: {}, compiler: { fails: true } }, words: 'fatal error: no such file' },
    { name: 'a small disk', play: { python: {}, compiler: {} }, words: 'Not enough disk space', changes: { unpacked: 1e18 } },
    {
      name: 'another system',
      play: { python: {}, compiler: {} },
      words: 'no libtensorflow for freebsd (x64)',
      code: 'platform',
      changes: { platform: 'freebsd' },
    },
  ];
  test.each(cases)(
    'with $name it gives the reason, and leaves nothing behind',
    async ({ play, code = 'bothFailed', words, changes }) => {
      const scene = sceneOf(play, changes);
      const error = await failureOf(scene);
      expect(error.code).toBe(code);
      expect(error.text.en).toContain(words);
      expect(error.text.es).not.toContain('undefined');
      if (code === 'bothFailed') expect(error.text.en).toContain('from its own address failed');
      expect(left().filter((name) => name !== 'failure.json')).toEqual([]);
      expect(await findNative(scene)).toBeUndefined();
    },
  );

  test('that is aborted ends its tools, and leaves nothing behind', async () => {
    const scene = sceneOf({ python: { hangs: true }, compiler: {} });
    const abort = new AbortController();
    const reason = new Error('enough');
    const started = setUpNative({ onProgress, signal: abort.signal }, scene);
    const pidFile = path.join(home, 'pid');
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '', { timeout: 20_000 }).toBe(true);
    abort.abort(reason);
    await expect(started).rejects.toBe(reason);
    expect(left()).toEqual([]);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await expect.poll(() => isRunning(pid)).toBe(false);
    expect(await lastFailure(scene)).toBeUndefined();
  });

  test('remembers a failure, until a missing tool is installed', async () => {
    const scene = sceneOf({ python: {} });
    await failureOf(scene);
    expect((await lastFailure(scene))?.en).toContain('No C++ compiler was found');
    const better = sceneOf({ python: {}, compiler: {} });
    expect(await lastFailure(better)).toBeUndefined();
    await setUpNative({ onProgress }, better);
    expect(left()).not.toContain('failure.json');
  });

  test('does not believe a binding that cannot be loaded, nor dies of one that ends its process', async () => {
    const scene: Scene = { ...sceneOf({ python: {}, compiler: {} }), tryOut: probe };
    const error = await failureOf(scene);
    expect(error.text.en).toContain('does not run on this machine');
    const killer = path.join(home, 'killer.js');
    writeFileSync(killer, "process.kill(process.pid, 'SIGILL'); setInterval(() => {}, 1000);");
    await expect(probe(scene.host, killer)).rejects.toMatchObject({ code: 'crashed', values: { reason: 'SIGILL' } });
    const wrong = path.join(home, 'wrong.js');
    writeFileSync(
      wrong,
      'module.exports = { TF_Version: "1", createTensor() {}, executeOp: () => [{}], tensorDataSync: () => [1] };',
    );
    await expect(probe(scene.host, wrong)).rejects.toMatchObject({ code: 'wrong' });
  });

  test('of a package is tried in the engine itself, and one at which it died not again', async () => {
    const { host } = sceneOf({});
    const packaged = { ...host, env: { ...host.env, PATCHBAY_PACKAGED: '1' } };
    const binding = path.join(home, 'binding.cjs');
    writeFileSync(binding, 'module.exports = { TF_Version: "2.21.0" };');
    expect(await probe(packaged, binding)).toEqual({ version: '2.21.0' });

    const killer = path.join(home, 'killer.cjs');
    writeFileSync(killer, "process.kill(process.pid, 'SIGILL'); for (;;);");
    const code = `const { probe } = await import(${JSON.stringify(new URL('../setup/probe.ts', import.meta.url).href)});
      await probe(${JSON.stringify(packaged)}, ${JSON.stringify(killer)});`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    await expect(promisify(execFile)(process.execPath, args)).rejects.toMatchObject({ signal: 'SIGILL' });
    // This process has seen the mark, and lives.
    await expect(probe(packaged, killer)).rejects.toMatchObject({ code: 'crashed' });
    // Another binding, or the same one set up anew, is another matter.
    writeFileSync(killer, 'module.exports = { TF_Version: "2.21.1" };');
    expect(await probe(packaged, killer)).toEqual({ version: '2.21.1' });
  });

  describe('times oneDNN', () => {
    /**
     * A binding by whose clock a round takes so many milliseconds with oneDNN and without. The order of the processes is written down;
     * an expression can use `before`, what was written down before.
     */
    const bindingOf = (on: number, off: number | string): string => {
      const file = path.join(home, 'binding.js');
      writeFileSync(
        file,
        `const way = process.env.TF_ENABLE_ONEDNN_OPTS;
        const fs = require('fs');
        const order = ${JSON.stringify(path.join(home, 'order'))};
        const before = fs.existsSync(order) ? fs.readFileSync(order, 'utf8') : '';
        if (way) fs.appendFileSync(order, way);
        let [time, name] = [0, ''];
        performance.now = () => (time += way === '1' ? ${on} : ${off});
        const tensorDataSync = () => (name === 'MatMul' ? [7, 10, 15, 22] : [37, 47, 67, 77]);
        const executeOp = (op) => { name = op; return [{ id: 0 }]; };
        module.exports = { TF_Version: '2.21.0', executeOp, tensorDataSync, createTensor() {}, deleteTensor() {} };`,
      );
      return file;
    };
    const order = () => readFileSync(path.join(home, 'order'), 'utf8');
    const loadOf = (share: number) => () => () => share;

    test('in processes that take turns, three of each where the outcome is clear', async () => {
      const { host } = sceneOf({});
      const times = await timeOneDnn(host, bindingOf(2, 20), { meter: loadOf(0.02) });
      expect(times).toMatchObject({ on: 2, off: 20, others: 0.02 });
      expect(order()).toBe('101010');
      expect(usesOneDnn(times)).toBe(true);
      expect(usesOneDnn(await timeOneDnn(host, bindingOf(20, 2), { meter: loadOf(0.02) }))).toBe(false);
    });

    test('for longer where the times are close', async () => {
      await timeOneDnn(sceneOf({}).host, bindingOf(21, 20), { meter: loadOf(0) });
      expect(order()).toBe('10'.repeat(7));
    });

    test('for longer where the machine is busy, and keeps the default unless all rounds agree', async () => {
      const { host } = sceneOf({});
      const odd = await timeOneDnn(host, bindingOf(20, "(before === '101' ? 30 : 10)"), { meter: loadOf(0.5) });
      expect(order()).toBe('10'.repeat(7));
      expect(odd).toMatchObject({ on: 20, off: 10 });
      expect(usesOneDnn(odd)).toBe(true);
      expect(usesOneDnn(await timeOneDnn(host, bindingOf(20, 10), { meter: loadOf(0.5) }))).toBe(false);
    });

    test('and says why where a process fails', async () => {
      const { host } = sceneOf({});
      const broken = path.join(home, 'binding.js');
      writeFileSync(broken, "throw new Error('broken');");
      await expect(timeOneDnn(host, broken)).rejects.toMatchObject({ code: 'crashed', values: { reason: 'Error: broken' } });
    });

    /** The record of the one binding that was tried. */
    const record = () => {
      const folder = path.join(home, 'cache', 'native', 'tried');
      return path.join(folder, readdirSync(folder)[0] ?? '');
    };

    test('once: what was measured today is kept, whatever the load was', async () => {
      const { host } = sceneOf({});
      const binding = bindingOf(2, 20);
      await probe(host, binding);
      const busy = { version: '2.20.0', oneDnn: { on: 1, off: 1, others: 0.9, at: Date.now() } };
      writeFileSync(record(), JSON.stringify(busy));
      expect(await probe(host, binding)).toEqual(busy);
    });

    test('again when a person asks for it', async () => {
      const { host } = sceneOf({});
      const binding = bindingOf(2, 20);
      await probe(host, binding);
      writeFileSync(record(), JSON.stringify({ version: '2.20.0', oneDnn: { on: 9, off: 9, others: 0, at: 1 } }));
      const again = await timeAgain(host, binding);
      expect(again).toMatchObject({ version: '2.20.0', oneDnn: { on: 2, off: 20 } });
      expect(JSON.parse(readFileSync(record(), 'utf8'))).toEqual(again);
    });

    test('and does not rely on a record of an earlier version, which does not say how busy the machine was', async () => {
      const { host } = sceneOf({});
      const binding = bindingOf(2, 20);
      await probe(host, binding);
      writeFileSync(record(), '{"version":"2.20.0","oneDnn":{"on":24.7,"off":17.8}}');
      const { version, oneDnn } = await probe(host, binding);
      expect(version).toBe('2.20.0');
      expect(usesOneDnn(oneDnn)).toBe(true);
    });
  });

  test('the load of others is what the machine was busy with, less our own', () => {
    const before = { busy: 1000, idle: 5000 };
    expect(shareOfOthers(before, { busy: 1600, idle: 5400 }, 500)).toBeCloseTo(0.1);
    expect(shareOfOthers(before, { busy: 1500, idle: 5500 }, 700)).toBe(0);
    // A system that does not tell.
    expect(shareOfOthers({ busy: 0, idle: 0 }, { busy: 0, idle: 0 }, 20)).toBe(0);
  });
});

describe('choosing', needs('unix'), () => {
  // The order matters: a process has one backend.
  test('native is refused with the reason where it cannot be had', async () => {
    const options = { onProgress, scene: sceneOf({ python: {} }) };
    await expect(openBackend('native', { ...options, setUp: false })).rejects.toMatchObject({ code: 'notSetUp' });
    await expect(openBackend('native', options)).rejects.toMatchObject({ code: 'bothFailed' });
  });

  test('describes the tools that are installed, and those that are missing', async () => {
    const scene = sceneOf({ python: {} });
    const [native, wasm] = await describeBackends(scene);
    expect([native?.name, native?.ready, wasm?.name, wasm?.ready]).toEqual(['native', false, 'wasm', true]);
    expect(native?.missing.map(({ en }) => en).join()).toContain('C++ compiler');
    expect(native?.how?.en).toContain('from its own address');
    const complete = sceneOf({ python: {}, compiler: {} });
    expect((await describeBackends(complete))[0]?.how?.en).toContain('9 B to download, 14 B on disk');
    const made = await setUpNative({ onProgress }, complete);
    const [ready] = await describeBackends(complete);
    expect(ready?.ready).toBe(true);
    expect(ready?.there[0]?.en).toContain(`libtensorflow 2.21.0, in ${made.folder}`);
  });

  test('auto opens WebAssembly where libtensorflow is not available, with the reason and the way to it', async () => {
    const scene = sceneOf({ python: {} });
    const choice = await openBackend('auto', { onProgress, scene });
    expect(choice.backend.name).toBe('wasm');
    expect(choice.backend.library).toMatch(/^tfjs WASM 4\.22\.0, SIMD$/);
    expect(choice.backend.threads).toBe(1);
    expect(choice.backend.tf.getBackend()).toBe('wasm');
    expect(choice.reason.en).toContain('No C++ compiler was found');
    expect(choice.faster?.en).toContain('several times as fast');
    expect(choice.reason.es).toContain('compilador');
  });

  test('gives what is open, and nothing else', async () => {
    const choice = await openBackend('auto', { onProgress });
    expect(choice.backend.name).toBe('wasm');
    expect(await openBackend('wasm', { onProgress })).toBe(choice);
    await expect(openBackend('native', { onProgress })).rejects.toMatchObject({ code: 'settled' });
  });
});

/** Electron's Node, where there is one: its path is in PATCHBAY_NODE24. */
const newer = process.env['PATCHBAY_NODE24'];

describe('Node 24', needs('node24'), () => {
  const CHOOSE = new URL('./choose.ts', import.meta.url).href;
  const STEPS = `
    const { openBackend } = await import(${JSON.stringify(CHOOSE)});
    const { backend: { tf, library } } = await openBackend(process.argv[1], { onProgress() {}, setUp: false, threads: 2 });
    const x = tf.randomUniform([8, 6, 6, 1], -1, 1, 'float32', 1);
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'int32'), 3);
    const model = tf.sequential({ layers: [
      tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 4, kernelSize: 3, activation: 'relu', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
      tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.batchNormalization(), tf.layers.flatten(),
      tf.layers.dense({ units: 3, kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }),
    ] });
    const adam = tf.train.adam(0.01);
    const losses = [1, 2, 3].map(() => adam.minimize(() => tf.losses.softmaxCrossEntropy(labels, model.apply(x, { training: true })), true).dataSync()[0]);
    const top = [...tf.topk(tf.tensor1d([1, 3, 2]), 2).indices.dataSync(), ...tf.concat(tf.split(tf.range(0, 4), 2)).dataSync()];
    console.log(JSON.stringify({ node: process.versions.node.split('.')[0], library, losses, top }));
    process.exit();`;
  const answer = z.object({ node: z.string(), library: z.string(), losses: z.array(z.number()), top: z.array(z.number()) });

  test.each(ENGINES)('trains on %s as this Node does', async (name) => {
    const trained = async (node: string) => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', STEPS, name];
      const { stdout, stderr } = await promisify(execFile)(node, args, { cwd: path.join(import.meta.dirname, '..', '..', '..') });
      expect(stderr).not.toMatch(/deprecat/i);
      return answer.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    };
    if (name === 'native' && !(await findNative().catch(() => undefined)))
      return console.log('native is not set up: not looked at');
    const [here, there] = [await trained(process.execPath), await trained(newer ?? '')];
    console.log(JSON.stringify(there));
    expect(there.node).toBe('24');
    expect({ ...there, node: here.node }).toEqual(here);
    expect(there.top).toEqual([1, 2, 0, 1, 2, 3]);
  });
});

describe('figures', () => {
  test('bytes are written with units', () => {
    expect([0, 999, 1500, 273_829_956, 853_308_936, 1_250_000_000].map(bytes)).toEqual([
      ...['0 B', '999 B', '2 kB', '274 MB', '853 MB', '1.3 GB'],
    ]);
  });

  test('versions are compared number by number', () => {
    expect([atLeast('2.36', '2.27'), atLeast('2.9', '2.27'), atLeast('2.27', '2.27'), atLeast('3', '2.27')]).toEqual([
      ...[true, false, true, true],
    ]);
  });
});
