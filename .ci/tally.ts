import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** What the projects of the specs are called in the output: the ways in which they run. */
const WAYS: Readonly<Record<string, string>> = {
  e2e: 'served in Chromium',
  'e2e-standin': 'desktop app on the stand-in for Electron',
  'e2e-electron': 'desktop app on Electron itself',
};

/**
 * Closes a run with one plain line, `N passed, N failed`, that scripts can read; a file that cannot be loaded, or a group that
 * cannot be set up, counts as failed. Before it, a line for each way in which the end-to-end specs ran.
 */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const lines = Object.entries(WAYS).flatMap(([project, way]) => {
      const own = modules.filter((module) => module.project.name === project);
      return own.length > 0 ? [`e2e, ${way}: ${countOf(own)}`] : [];
    });
    process.on('exit', () => console.log([...lines, countOf(modules, unhandled.length)].join('\n')));
  }
}

function countOf(modules: readonly TestModule[], more = 0): string {
  const tests: readonly TestCase[] = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const broken = modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((part) => part.errors().length > 0).length;
  const skipped = count('skipped');
  return `${count('passed')} passed, ${count('failed') + broken + more} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
