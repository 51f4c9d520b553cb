import { z } from 'zod';
import { parsedJson } from '../../../files/parsed-json';
import { run } from '../../system/run';
import { BackendError } from '../backend';
import type { Host } from './host';

/** A Python 3 that has pip. */
export interface Python {
  /** The command that starts it. */
  readonly command: string;
  readonly version: string;
  readonly pip: string;
  /** The version of glibc that it runs on; `undefined` with another C library. */
  readonly glibc: string | undefined;
}

/** A C++ compiler that takes g++'s options. */
export interface Compiler {
  readonly command: string;
  /** The first line that it prints about its version. */
  readonly version: string;
}

const ABOUT_PYTHON = `
import json, platform, sys
try:
    import pip
    pip = pip.__version__
except Exception:
    pip = None
print(json.dumps({'version': platform.python_version(), 'pip': pip, 'libc': platform.libc_ver()}))
`;
const aboutPython = z.object({
  version: z.string().regex(/^3\./),
  pip: z.string().nullable(),
  libc: z.tuple([z.string(), z.string()]),
});

const QUICK = 30_000;

/** Looks for a Python 3 with pip. @throws BackendError `noPython`, `noPip` */
export async function findPython(host: Host, signal?: AbortSignal): Promise<Python> {
  let without: string | undefined;
  for (const command of ['python3', 'python']) {
    const found = aboutPython.safeParse(parsedJson((await ask(host, command, ['-c', ABOUT_PYTHON], signal)) ?? ''));
    if (!found.success) continue;
    const { version, pip, libc } = found.data;
    if (pip !== null) return { command, version, pip, glibc: libc[0] === 'glibc' ? libc[1] : undefined };
    without ??= `${command} ${version}`;
  }
  if (without !== undefined) throw new BackendError('noPip', { python: without });
  throw new BackendError('noPython');
}

/** Looks for a C++ compiler. @throws BackendError `noCompiler` */
export async function findCompiler(host: Host, signal?: AbortSignal): Promise<Compiler> {
  for (const command of ['g++', 'clang++', 'c++']) {
    const version = (await ask(host, command, ['--version'], signal))?.split('\n')[0];
    if (version) return { command, version };
  }
  throw new BackendError('noCompiler');
}

/** The output of a program; `undefined` where it cannot be started or fails. */
async function ask(host: Host, command: string, args: readonly string[], signal?: AbortSignal): Promise<string | undefined> {
  try {
    const { code, stdout } = await run(command, args, { env: host.env, signal, stalledAfter: QUICK });
    return code === 0 ? stdout : undefined;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** True if a version, such as glibc's, is at least another. */
export function atLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((one) => one.split('.').map(Number));
  for (const [index, wanted] of (b ?? []).entries()) {
    const found = a?.[index] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}
