/**
 * Prints the import arrows between the folders of renderer/, electron/ and shared/: from each folder to each folder that its own files
 * import, tests left out, with the number of imports. Arrows that climb the STAIRCASES of .dependency-cruiser.cjs are marked with ↑,
 * and folders that import one another in a cycle are listed.
 *
 *     npx tsx .ci/arrows.ts [--quiet] [WORLD…]
 *
 * `--quiet` prints the counts and the cycles alone.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const WORLDS = ['renderer', 'electron', 'shared'];
/** Begins the names of the rules that are made of a staircase. */
const DOWNWARDS = 'downwards-from-';
const TEST = /\.test\.ts$|\/testing\.ts$|\/golden\//;

/** The imports from the files of one folder to those of another. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  imports: number;
  upwards: boolean;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quiet: { type: 'boolean', default: false } } });
const worlds = positionals.length > 0 ? positionals : WORLDS;
const options = await extractOptions(path.resolve('.dependency-cruiser.cjs'));
const arrows = await arrowsOf(worlds);
for (const world of worlds) {
  const own = arrows.filter(({ from }) => from === world || from.startsWith(`${world}/`));
  const folders = new Set(own.flatMap(({ from, to }) => [from, to]));
  const cycles = cyclesOf(own);
  const hasSteps = options.ruleSet?.forbidden?.some(({ name }) => name?.startsWith(`${DOWNWARDS}${world}/`)) ?? false;
  const upwards = hasSteps ? `upwards ${own.filter((arrow) => arrow.upwards).length}` : 'no staircase';
  console.log(`${world}: ${folders.size} folders, ${own.length} arrows, ${upwards}, folder cycles ${cycles.length}`);
  if (!values.quiet)
    for (const { from, to, imports, upwards } of own) console.log(`  ${from} → ${to} ${imports}${upwards ? ' ↑' : ''}`);
  for (const cycle of cycles) console.log(`  cycle: ${cycle}`);
}

/** The arrows within each of some worlds, sorted. */
async function arrowsOf(roots: readonly string[]): Promise<readonly Arrow[]> {
  const { output } = await cruise([...roots], options, undefined, { tsConfig: extractTsConfig('tsconfig.json') });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with a text');
  const climbs = new Set(
    output.summary.violations
      .filter(({ rule }) => rule.name.startsWith(DOWNWARDS))
      .map(({ from, to }) => arrowName(path.posix.dirname(from), path.posix.dirname(to))),
  );
  const found = new Map<string, Arrow>();
  for (const { source, dependencies } of output.modules) {
    if (TEST.test(source)) continue;
    const from = path.posix.dirname(source);
    for (const { resolved } of dependencies) {
      const to = path.posix.dirname(resolved);
      if (to === from || worldOf(to) !== worldOf(from) || !roots.includes(worldOf(from))) continue;
      const name = arrowName(from, to);
      const arrow = found.get(name) ?? { from, to, imports: 0, upwards: climbs.has(name) };
      arrow.imports++;
      found.set(name, arrow);
    }
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([, arrow]) => arrow);
}

function arrowName(from: string, to: string): string {
  return `${from} → ${to}`;
}

function worldOf(folder: string): string {
  return folder.split('/')[0] ?? folder;
}

/** The groups of folders that reach one another along arrows, each sorted. */
function cyclesOf(arrows: readonly Arrow[]): readonly string[] {
  const reach = new Map(arrows.map(({ from }) => [from, reachOf(from, arrows)]));
  const groups = [...reach].flatMap(([folder, reached]) => {
    const group = [...reached].filter((other) => reach.get(other)?.has(folder));
    return group.length > 0 ? [group.sort().join(', ')] : [];
  });
  return [...new Set(groups)];
}

/** The folders that arrows lead to from a folder, over any number of others. */
function reachOf(start: string, arrows: readonly Arrow[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (folder: string) => {
    for (const { from, to } of arrows)
      if (from === folder && !reached.has(to)) {
        reached.add(to);
        visit(to);
      }
  };
  visit(start);
  return reached;
}
