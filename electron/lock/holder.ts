import { z } from 'zod';
import { parsedJson } from '../files/parsed-json';
import { findProcess, processSchema, type Standing, standingOf, thisProcess } from './process';

/** The content of a lock file: the process that has the lock, and an id that tells its locks apart. */
const contentSchema = processSchema.extend({ id: z.uuid(), since: z.iso.datetime() });
export type Content = Readonly<z.output<typeof contentSchema>>;

/** Lock files as Patchbay wrote them before: a number alone, or with what was known of its process besides. */
const earlierSchema = z.object({
  pid: z.int().min(1),
  /** Start time on Linux. */
  began: z.string().max(100).nullish(),
  host: z.string().max(300).optional(),
});
type Earlier = Readonly<z.output<typeof earlierSchema>>;

/** The process that has a lock, in the terms of a person who looks for it. */
export interface Holder {
  /** `undefined` where the lock file cannot be read. */
  readonly pid: number | undefined;
  readonly host: string;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  /** A process of another container or computer cannot be looked up here. */
  readonly place: 'here' | 'container' | 'computer';
}

/** The content of a lock file, with the answer of the system about the process that it names. */
export interface Claim {
  /** Tells locks apart; `undefined` where the file does not say it. */
  readonly id: string | undefined;
  readonly standing: Standing;
  readonly holder: Holder;
}

/** Reads the content of a lock file, and asks the system about the process that it names. @param written when, in ms since 1970 */
export function claimOf(text: string, written: number): Claim {
  const json = parsedJson(text);
  const content = contentSchema.safeParse(json).data;
  if (content) {
    const { id, pid, host, since } = content;
    return { id, standing: standingOf(content), holder: { pid, host, since: Date.parse(since), place: placeOf(content) } };
  }
  const earlier = earlierSchema.safeParse(json).data;
  const own = thisProcess().host;
  const host = earlier?.host ?? own;
  const holder = { pid: earlier?.pid, host, since: written, place: host === own ? ('here' as const) : ('computer' as const) };
  return { id: undefined, standing: earlier ? standingOfEarlier(earlier) : 'unknown', holder };
}

function placeOf({ boot, namespace, host }: Content): Holder['place'] {
  const here = thisProcess();
  if (namespace === here.namespace && (boot === null ? host === here.host : boot === here.boot)) return 'here';
  return host === here.host || (boot !== null && boot === here.boot) ? 'container' : 'computer';
}

/** Command lines of engines: from the sources, from the bundle, and in Electron. */
const ENGINE = /engine[\\/]process[\\/]main|engine\.c?js|--type=utility/;

function standingOfEarlier(earlier: Earlier): Standing {
  if (earlier.host !== undefined && earlier.host !== thisProcess().host) return 'unknown';
  const found = findProcess(earlier.pid);
  // This process knows its own locks, and they have ids.
  if (!found || earlier.pid === process.pid) return 'gone';
  if (typeof earlier.began === 'string' && found.started !== null) return earlier.began === found.started ? 'running' : 'gone';
  // A number alone was an engine's.
  if (earlier.began !== undefined || found.command === '') return 'unknown';
  return ENGINE.test(found.command) ? 'running' : 'gone';
}
