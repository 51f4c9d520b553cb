import path from 'node:path';

/** A command line of Electron's, taken apart. */
export interface CommandLine {
  /** Modules that are loaded before the app (-r). */
  readonly required: readonly string[];
  /** The port of Node's inspector, 0 for any; undefined where there is to be none. */
  readonly inspect: number | undefined;
  /** Chromium's switches: --name or --name=value. */
  readonly switches: readonly string[];
  /** The folder of a packaged app's resources, where it is one. */
  readonly resources: string | undefined;
  /** The folder or script of an app that is not packaged. */
  readonly app: string | undefined;
  /** `process.argv` as the app sees it, from its second word on. */
  readonly argv: readonly string[];
}

const RESOURCES = '--standin-resources=';

/** Takes a command line apart: what comes before the app is Electron's, everything else the app's. */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const required: string[] = [];
  const switches: string[] = [];
  let inspect: number | undefined;
  let resources: string | undefined;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-r' || word === '--require') required.push(words[++at] ?? '');
    else if (word.startsWith('--inspect')) inspect = Number(word.split('=')[1] ?? 9_229);
    else if (word.startsWith(RESOURCES)) resources = word.slice(RESOURCES.length);
    else if (word.startsWith('-')) switches.push(word);
    else break;
  }
  const rest = words.slice(at);
  if (resources !== undefined) return { required, inspect, switches, resources, app: undefined, argv: rest };
  return { required, inspect, switches, resources, app: path.resolve(rest[0] ?? '.'), argv: rest };
}
