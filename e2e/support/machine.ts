import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { THOROUGH } from '../../.ci/tallies';
import { BackendError } from '../../electron/engine/backends/backend';
import { findNative, setUpNative } from '../../electron/engine/backends/setup/native-setup';
import { compiled } from '../../electron/services/compile.mjs';
import { realFashionMnist } from './fashion-mnist';
import { type Missing, NEEDS, type Need } from './needs';
import { pythonWithNumpy } from './python';

/** Looks for one part of the machine. @returns the reason why it is missing */
type Probe = () => Promise<string | undefined> | string | undefined;

const PROBES: Readonly<Record<Need, Probe>> = {
  native,
  fashionMnist: async () =>
    (await realFashionMnist()) ? undefined : 'Fashion-MNIST is in none of the folders that are searched',
  apt: () =>
    process.platform === 'linux' && runs('apt-get', '--version') && runs('dpkg-deb', '--version') ? undefined : 'there is no apt',
  python: () => (runs('python3', '--version') ? undefined : 'there is no python3'),
  numpy: () => (pythonWithNumpy() ? undefined : 'no Python here has numpy'),
  torch: () => withLibrary('PATCHBAY_PYTHON_TORCH', 'PyTorch', 'torch'),
  keras: () => withLibrary('PATCHBAY_PYTHON_KERAS', 'Keras', 'keras'),
  node24: () => (process.env['PATCHBAY_NODE24'] ? undefined : 'PATCHBAY_NODE24 names no Node 24'),
  ramDisk: smallDisk,
  linux: () => (process.platform === 'linux' ? undefined : 'this is not Linux'),
  ps: () => (runs('ps', '-o', 'lstart=', '-p', String(process.pid)) ? undefined : 'there is no ps that tells start times'),
  pidNamespace: () => (runs('unshare', ...NAMESPACE, 'true') ? undefined : 'this user cannot make a PID namespace'),
  unix: () => (process.platform === 'win32' ? 'Windows has neither signals nor symbolic links for everybody' : undefined),
};

/** Options of `unshare` for a process with numbers of its own, as in a container. */
const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child'];

/** Finds which parts of the machine are missing, and tells the tests of all projects. Sets up the native engine where that can be done. */
export default async function provideMachine(project: TestProject): Promise<void> {
  // The tests' engines load the bundle.
  await compiled();
  project.provide('missing', await probeAll());
  project.provide('thorough', !(project.vitest.config.tagsFilter ?? []).includes(`!${THOROUGH}`));
}

async function probeAll(): Promise<Missing> {
  const missing: Partial<Record<Need, string>> = {};
  for (const need of NEEDS) {
    const reason = await PROBES[need]();
    if (reason !== undefined) missing[need] = reason;
  }
  return missing;
}

async function native(): Promise<string | undefined> {
  try {
    if (await findNative()) return undefined;
    console.log('Setting up the native engine, once for all clones …');
    await setUpNative({ onProgress: () => {} });
    return undefined;
  } catch (error) {
    const text = error instanceof BackendError ? error.text.en : String(error);
    return `the native engine cannot be set up here: ${text.split('\n')[0]}`;
  }
}

function withLibrary(variable: string, name: string, module: string): string | undefined {
  const python = process.env[variable];
  if (!python) return `${variable} names no Python that has ${name}`;
  return runs(python, '-c', `import ${module}`) ? undefined : `${python} cannot import ${module}`;
}

function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-disk-'));
  try {
    if (!runs('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder)) return 'this user cannot mount a small disk';
    runs('umount', folder);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
