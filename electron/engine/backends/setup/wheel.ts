import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { type Ended, reasonOf, run } from '../../system/run';
import { sizeOf } from '../../system/size';
import { BackendError } from '../backend';
import { textOf } from '../messages';
import { asBackendError } from './files';
import type { SetUpOptions } from './options';
import { packageOf } from './packages';
import { atLeast, type Compiler, findCompiler, findPython, type Python } from './tools';

/** A wheel of the Python package index, pinned by its checksum. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  /** Its size, and that of the part of it that is kept. */
  readonly bytes: number;
  readonly unpacked: number;
  /** The platform and the Python version that pip is told, whatever Python runs it. */
  readonly platform: string;
  readonly python: string;
  /** The oldest glibc that it runs on. */
  readonly glibc: string;
}

export const TENSORFLOW: Wheel = {
  name: 'tensorflow-cpu',
  version: '2.21.0',
  file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  bytes: 273_829_956,
  unpacked: 853_308_936,
  platform: 'manylinux_2_27_x86_64',
  python: '3.11',
  glibc: '2.27',
};

/** The needed files: the two libraries, and the headers of TensorFlow's C interface with those that they include. */
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const HEADERS = ['tensorflow/c/', 'tensorflow/core/platform/ctstring', 'tsl/platform/ctstring', 'xla/tsl/c/'];
const WANTED = [
  ...LIBRARIES.map((library) => `tensorflow/${library}`),
  ...HEADERS.map((header) => `tensorflow/include/${header}`),
];

/** pip tries a server that does not answer several times, in all for about this long, in ms. */
const STALLED = 120_000;

/** Unpacks the wheel; each line that it prints is the bytes so far, and in all. */
const UNPACK = `
import json, os, sys, zipfile
wheel, target, wanted = sys.argv[1], sys.argv[2], tuple(json.loads(sys.argv[3]))
with zipfile.ZipFile(wheel) as archive:
    entries = [e for e in archive.infolist() if e.filename.startswith(wanted) and not e.filename.endswith('/')]
    done, total = 0, sum(e.file_size for e in entries)
    for entry in entries:
        steps = entry.filename.split('/')
        if '..' in steps or os.path.isabs(entry.filename):
            sys.exit('error: ' + entry.filename)
        file = os.path.join(target, *steps)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with archive.open(entry) as source, open(file, 'wb') as out:
            chunk = source.read(1 << 22)
            while chunk:
                out.write(chunk)
                done += len(chunk)
                print(done, total, flush=True)
                chunk = source.read(1 << 22)
            out.flush()
            os.fsync(out.fileno())
`;

/** The tools with which a wheel can be made into a binding. */
export interface WheelTools {
  readonly python: Python;
  readonly compiler: Compiler;
}

/** True if there is such a wheel for this platform. */
export function knowsWheel({ platform, arch }: SetUpOptions['host']): boolean {
  return platform === 'linux' && arch === 'x64';
}

/**
 * The tools for a wheel, where this machine has them.
 *
 * @throws BackendError `wheelPlatform`, `noPython`, `noPip`, `noCompiler`
 */
export async function wheelTools(
  { host, signal }: Pick<SetUpOptions, 'host' | 'signal'>,
  { glibc }: Wheel = TENSORFLOW,
): Promise<WheelTools> {
  const elsewhere = () => new BackendError('wheelPlatform', { glibc });
  if (!knowsWheel(host)) throw elsewhere();
  const python = await findPython(host, signal);
  if (python.glibc === undefined || !atLeast(python.glibc, glibc)) throw elsewhere();
  return { python, compiler: await findCompiler(host, signal) };
}

/**
 * libtensorflow out of the package tensorflow-cpu, and tfjs-node's own binding compiled against it.
 *
 * @returns the binding, relative to the folder
 * @throws BackendError `pip`, `pipTimeout`, `checksum`, `unpack`, `compile`, `diskFull`, `folder`, or as `wheelTools` does
 */
export async function fromWheel(folder: string, options: SetUpOptions, wheel: Wheel = TENSORFLOW): Promise<string> {
  const tools = await wheelTools(options, wheel);
  const file = await download(folder, wheel, tools, options);
  await verify(file, wheel, options);
  const unpacked = await unpack(file, folder, wheel, tools, options);
  await rm(path.dirname(file), { recursive: true });
  const binding = await compile(unpacked, tools, options);
  await rm(path.join(unpacked, 'include'), { recursive: true });
  return path.relative(folder, binding);
}

/** Has pip download the wheel, with the user's own settings: index, proxy, certificates. */
async function download(folder: string, wheel: Wheel, { python }: WheelTools, options: SetUpOptions): Promise<string> {
  const { host, signal, onProgress } = options;
  const into = path.join(folder, 'download');
  await mkdir(into);
  const step = textOf('step.wheel');
  onProgress({ step, done: 0, total: wheel.bytes });
  const args = [
    ...['-m', 'pip', 'download', '--quiet', '--no-input', '--disable-pip-version-check', '--no-cache-dir'],
    ...['--no-deps', '--only-binary=:all:', '--platform', wheel.platform, '--python-version', wheel.python],
    ...['--implementation', 'cp', '--abi', `cp${wheel.python.replace('.', '')}`, '--dest', into],
    `${wheel.name}==${wheel.version}`,
  ];
  const ended = await run(python.command, args, {
    // pip puts what it has so far where it is told, so that it can be counted, and is gone with the folder.
    ...{ env: { ...host.env, TMPDIR: into }, signal, stalledAfter: STALLED },
    measure: () => sizeOf(into),
    onMoved: (bytes) => onProgress({ step, done: Math.min(bytes, wheel.bytes), total: wheel.bytes }),
  });
  const detail = ended.stderr;
  if (ended.stalled) throw new BackendError('pipTimeout', { seconds: STALLED / 1000 }, { detail });
  refuseFullDisk(ended, folder);
  const file = path.join(into, wheel.file);
  const found = await stat(file).catch(() => undefined);
  if (ended.code !== 0 || !found) throw new BackendError('pip', { name: wheel.name, reason: reasonOf(ended) }, { detail });
  return file;
}

async function verify(file: string, wheel: Wheel, { signal, onProgress }: SetUpOptions): Promise<void> {
  const step = textOf('step.verify');
  const hash = createHash('sha256');
  let done = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 22, signal })) {
      hash.update(chunk);
      done += chunk.length;
      onProgress({ step, done, total: wheel.bytes });
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  if (hash.digest('hex') !== wheel.sha256) throw new BackendError('checksum', { name: wheel.name });
}

async function unpack(
  file: string,
  folder: string,
  wheel: Wheel,
  { python }: WheelTools,
  { host, signal, onProgress }: SetUpOptions,
): Promise<string> {
  const step = textOf('step.unpack');
  onProgress({ step, done: 0, total: wheel.unpacked });
  const ended = await run(python.command, ['-c', UNPACK, file, folder, JSON.stringify(WANTED)], {
    ...{ env: host.env, signal, stalledAfter: STALLED },
    onLine: (line) => {
      const [done = 0, total = wheel.unpacked] = line.split(' ').map(Number);
      onProgress({ step, done, total });
    },
  });
  refuseFullDisk(ended, folder);
  const unpacked = path.join(folder, 'tensorflow');
  const complete = (
    await Promise.all(LIBRARIES.map((library) => stat(path.join(unpacked, library)).catch(() => undefined)))
  ).every(Boolean);
  if (ended.code !== 0 || !complete)
    throw new BackendError('unpack', { name: wheel.name, reason: reasonOf(ended) }, { detail: ended.stderr });
  return unpacked;
}

const nodeHeaders = z.object({ include_dir: z.string() });

async function compile(unpacked: string, { compiler }: WheelTools, { host, signal, onProgress }: SetUpOptions): Promise<string> {
  onProgress({ step: textOf('step.compile'), done: 0 });
  const source = packageOf('@tensorflow/tfjs-node').folder;
  packageOf('node-api-headers');
  const headers = nodeHeaders.parse(createRequire(import.meta.url)('node-api-headers')).include_dir;
  const binding = path.join(unpacked, 'tfjs_binding.node');
  const args = [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
    ...[headers, source, path.join(unpacked, 'include')].map((include) => `-I${include}`),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => path.join(source, 'binding', file)),
    ...LIBRARIES.map((library) => path.join(unpacked, library)),
    // The libraries are found beside the binding, wherever the folder is moved to.
    ...['-Wl,-rpath,$ORIGIN', '-o', binding],
  ];
  // The compiler's own temporary files go with the rest.
  const env = { ...host.env, TMPDIR: unpacked };
  const ended = await run(compiler.command, args, { env, signal, stalledAfter: 10 * STALLED });
  refuseFullDisk(ended, unpacked);
  if (ended.code !== 0)
    throw new BackendError('compile', { compiler: compiler.command, reason: reasonOf(ended) }, { detail: ended.stderr });
  return binding;
}

/** @throws BackendError where a tool says that there is no room left */
function refuseFullDisk({ code, stderr }: Ended, folder: string): void {
  if (code !== 0 && /No space left on device|\bENOSPC\b|Disk quota exceeded/i.test(stderr))
    throw asBackendError(Object.assign(new Error(stderr), { code: 'ENOSPC' }), folder);
}
