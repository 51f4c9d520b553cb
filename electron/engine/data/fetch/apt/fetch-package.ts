import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../../../../files/system-error';
import { type Ended, run } from '../../../system/run';
import { sizeOf } from '../../../system/size';
import { asDataError, DataError } from '../../support/error';
import { PATIENCE, type Patience, type Progress } from '../../support/progress';
import { aptProblem } from './problem';

/** The time without output after which apt counts as stalled, in milliseconds: it is silent while it sorts its lists. */
const STALL = 60_000;

/** A folder that a killed process left behind is removed when it is this old, in milliseconds. */
const ABANDONED = 86_400_000;

const PREFIX = 'apt-';

export interface AptOptions {
  /** The environment of apt: its PATH, and proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that apt writes into; its files are removed again. */
  readonly cache: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Partial<Patience> | undefined;
}

/**
 * Downloads a Debian package through apt, without root, and removes its file after `use`. Lists, cache and state are in a folder of
 * our own. The system's sources, keyrings and proxies are used as they are, and apt verifies
 * signatures and checksums as always; its hooks, which may write elsewhere, are not run.
 * @throws DataError aptMissing where the system has no apt; any other of apt's problems, stopped, unwritable
 */
export async function fetchPackage<T>(
  name: string,
  options: AptOptions,
  use: (deb: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { cache, signal, patience } = options;
  const total = patience?.total ?? PATIENCE.total;
  const timeout = AbortSignal.timeout(total);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const folder = await makeFolder(cache);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.on('exit', remove);
  try {
    const deb = await new Apt(folder, { ...options, signal: either }).download(name);
    return await use(deb, either);
  } catch (error) {
    if (signal?.aborted) throw new DataError('stopped', {}, { cause: error });
    if (timeout.aborted) throw new DataError('endless', { address: 'apt-get', seconds: total / 1_000 }, { cause: error });
    throw error;
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/** Makes the folders that apt needs, in one of their own. @throws DataError unwritable */
async function makeFolder(cache: string): Promise<string> {
  try {
    await mkdir(cache, { recursive: true });
    await removeAbandoned(cache);
    const folder = await mkdtemp(path.join(cache, PREFIX));
    for (const inside of ['lists/partial', 'archives/partial', 'package'])
      await mkdir(path.join(folder, inside), { recursive: true });
    // Lists of commands cannot be emptied on the command line.
    await writeFile(path.join(folder, 'apt.conf'), '#clear APT::Update;\n#clear AptCli;\n');
    return folder;
  } catch (error) {
    throw asDataError(error, cache, 'write');
  }
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of (await readdir(cache)).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(cache, name);
    const age = Date.now() - ((await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > ABANDONED) await rm(folder, { recursive: true, force: true });
  }
}

/** apt-get with everything that it writes in one folder. */
class Apt {
  constructor(
    private readonly folder: string,
    private readonly options: AptOptions,
  ) {}

  /** Downloads a package. @returns its file */
  async download(name: string): Promise<string> {
    // A source that fails does not matter where another has the package.
    const update = await this.get(['update'], 'lists');
    const ended = await this.get(['download', name], 'package');
    if (ended.code !== 0) {
      const lists = await readdir(this.inside('lists'));
      throw aptProblem(name, lists.some((list) => list.includes('Packages')) ? ended : update);
    }
    const deb = (await readdir(this.inside('package'))).find((file) => file.endsWith('.deb'));
    if (deb === undefined) throw new DataError('aptNoPackage', { package: name });
    return path.join(this.inside('package'), deb);
  }

  private inside(name: string): string {
    return path.join(this.folder, name);
  }

  /** Runs apt-get. @param into the folder whose size is its progress */
  private async get(command: readonly string[], into: string): Promise<Ended> {
    const { env, signal, onProgress, patience } = this.options;
    const stall = patience?.stall ?? STALL;
    const file = ['apt-get', ...command].join(' ');
    let total: number | undefined;
    const report = (done: number) => onProgress?.({ file, done, total: total === undefined ? undefined : Math.max(done, total) });
    report(0);
    try {
      const ended = await run('apt-get', ['-q', ...this.settings(), ...command], {
        // Its messages are matched in English.
        env: { ...env, LC_ALL: 'C', LANGUAGE: undefined },
        cwd: this.inside('package'),
        signal,
        stalledAfter: stall,
        measure: () => sizeOf(this.inside(into)),
        onMoved: report,
        onLine: (line) => {
          total = into === 'package' ? (announced(line) ?? total) : undefined;
        },
      });
      if (ended.stalled) throw new DataError('slow', { address: 'apt-get', seconds: stall / 1_000 });
      return ended;
    } catch (error) {
      throw hasCode(error, 'ENOENT') ? new DataError('aptMissing', {}, { cause: error }) : error;
    }
  }

  private settings(): readonly string[] {
    const settings = {
      'Dir::State': this.folder,
      'Dir::State::Lists': this.inside('lists'),
      'Dir::Cache': this.folder,
      'Dir::Cache::Archives': this.inside('archives'),
      'Debug::NoLocking': 'true',
      // As root, apt would download as a user who may not look into this folder.
      'APT::Sandbox::User': 'root',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '1',
      'Acquire::http::Timeout': '10',
      'Acquire::https::Timeout': '10',
    };
    return ['-c', this.inside('apt.conf'), ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
  }
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
]);

/** The bytes that a line of apt-get announces: `Get:1 http://… [30.9 MB]`. */
function announced(line: string): number | undefined {
  const [, digits, unit = ''] = /^Get:1 .*\[([\d.]+) (\w+)\]$/.exec(line) ?? [];
  const factor = UNITS.get(unit);
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
