import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import '../e2e/support/needs';
import { type Counts, type Tally, THOROUGH, tallyLine } from './tallies';

/** The parts of the tests, by the project and the path of a file; a file counts for the first that it matches. */
const PARTS: readonly (readonly [name: string, project: string, path: RegExp])[] = [
  ['layers, graphs, documents, presets', 'code', /\/(shared\/(?!export)|presets\/)/],
  ['exported scripts', 'code', /\/shared\/export\//],
  ['the window without a browser', 'code', /\/renderer\//],
  ['native engine', 'code', /\/electron\/engine\/(native\/|backends\/(open\/)?native)/],
  ['WebAssembly engine', 'code', /\/electron\/engine\/(backends\/(open\/)?wasm|layers-model\/|training\/)/],
  ['data', 'code', /\/electron\/(engine\/data|pictures)\//],
  ['runs, killed and resumed', 'code', /\/electron\/(engine|services\/runs|run-folder|lock)\//],
  ['command line', 'code', /\/electron\/cli\//],
  ['server', 'code', /\/electron\/serve\//],
  ['hardening of the desktop app', 'code', /\/electron\/main\//],
  ['other code', 'code', /^/],
  ['faults', 'faults', /^/],
  ['e2e, served to Chromium', 'e2e', /^/],
  ['e2e, desktop app on the stand-in for Electron', 'e2e-standin', /^/],
  ['e2e, desktop app on Electron itself', 'e2e-electron', /^/],
];

/**
 * Closes a run with a line for each part of the tests, a line for each reason why tests were skipped, and the plain line
 * `N passed, N failed, N skipped`, which scripts can read. A file that cannot be loaded, or a group that cannot be set up, counts as
 * failed. The time of a part is that of its files added up, which run two at a time. Where PATCHBAY_TALLY names a file, the counts are
 * also written there as JSON.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const parts = PARTS.flatMap(([name], index) => {
      const own = modules.filter((module) => partOf(module) === index);
      return own.length > 0 ? [{ name, seconds: secondsOf(own), ...countOf(own) }] : [];
    });
    const total = countOf(modules, unhandled.length);
    const file = process.env['PATCHBAY_TALLY'];
    if (file) writeFileSync(file, JSON.stringify({ ...total, parts } satisfies Tally));
    const lines = [
      ...parts.map((part) => `${part.name}: ${tallyLine(part)} in ${part.seconds} s`),
      ...[...reasonsOf(modules)].map(([reason, count]) => `skipped ${count}: ${reason}`),
      ...(total.left > 0 ? [`left to \`npm run test:all\`: ${total.left}`] : []),
      tallyLine(total),
    ];
    process.on('exit', () => console.log(lines.join('\n')));
  }
}

function partOf({ project, moduleId }: TestModule): number {
  return PARTS.findIndex(([, name, path]) => name === project.name && path.test(moduleId.replaceAll('\\', '/')));
}

function secondsOf(modules: readonly TestModule[]): number {
  const milliseconds = modules.map((module) => {
    const { collectDuration, duration } = module.diagnostic();
    return collectDuration + duration;
  });
  return Math.round(milliseconds.reduce((all, one) => all + one, 0) / 1_000);
}

const testsOf = (modules: readonly TestModule[]): readonly TestCase[] =>
  modules.flatMap((module) => [...module.children.allTests()]);

/** True for a test that the filter of `npm test` leaves out. */
const isLeft = (test: TestCase): boolean => test.result().state === 'skipped' && test.tags.includes(THOROUGH) && !reasonOf(test);

function countOf(modules: readonly TestModule[], more = 0): Counts {
  const tests = testsOf(modules);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const broken = modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((part) => part.errors().length > 0).length;
  const left = tests.filter(isLeft).length;
  return { passed: count('passed'), failed: count('failed') + broken + more, skipped: count('skipped') - left, left };
}

/** The reasons why tests were skipped, with how many each. */
function reasonsOf(modules: readonly TestModule[]): ReadonlyMap<string, number> {
  const reasons = new Map<string, number>();
  for (const test of testsOf(modules)) {
    if (test.result().state !== 'skipped' || isLeft(test)) continue;
    const reason = reasonOf(test) ?? 'no reason given';
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return reasons;
}

/** The reason that a test, or the nearest suite around it, gives for being skipped. */
function reasonOf(test: TestCase): string | undefined {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  for (let task: TestCase | TestCase['parent'] = test; ; task = task.parent) {
    const { missing } = task.meta();
    if (missing !== undefined) return missing;
    if (task.type === 'module') return undefined;
  }
}
