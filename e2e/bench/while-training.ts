import { launchFound } from '../support/chromium';
import { openEditor } from '../support/editor-page';
import { serve } from '../support/served';
import { framesOfDrag } from './drag';
import { NAMES, quantile } from './frames';
import { median, type Result } from './rounds';

/** Rounds in turn: training, and paused. */
const ROUNDS = 5;

/** The node that is dragged. */
const NODE = '.react-flow__node[data-id="conv2"]';

/**
 * Smoothness of the canvas during training: the time between frames while a node is dragged, with the paper's baseline
 * training at full speed and its curves growing by the step, beside the same window with the run paused.
 */
export async function whileTraining(): Promise<readonly Result[]> {
  const served = await serve(['presets/table2-baseline.patchbay.json']);
  const browser = await launchFound();
  try {
    const { page } = await openEditor(browser, served);
    await page.evaluate(NAMES);
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
    await page.getByRole('combobox', { name: 'data set' }).selectOption({ label: 'Generated garments' });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Start training' }).click();
    const dock = page.getByRole('region', { name: 'Training', exact: true });
    await dock.getByText('Steps', { exact: true }).click();
    const chart = dock.getByRole('slider', { name: 'Loss, step' });
    await chart.waitFor({ timeout: 180_000 });
    const steps = async () => Number(await chart.getAttribute('aria-valuemax'));
    const rounds: { readonly ours: readonly number[]; readonly theirs: readonly number[] }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = await steps();
      const ours = await framesOfDrag(page, NODE);
      if ((await steps()) === before) throw new Error('nothing was trained while the node was dragged');
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 60_000 });
      const theirs = await framesOfDrag(page, NODE);
      rounds.push({ ours, theirs });
      await page.getByRole('button', { name: 'Resume' }).click();
      await page.getByRole('button', { name: 'Pause' }).waitFor({ timeout: 60_000 });
    }
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor({ timeout: 60_000 });
    const beside = (part: number) => {
      const ours = rounds.map((round) => quantile(round.ours, part));
      const theirs = rounds.map((round) => quantile(round.theirs, part));
      const ratio = median(ours.map((time, round) => time / (theirs[round] ?? time)));
      return { unit: 'ms', ours: median(ours), peer: median(theirs), ratio };
    };
    return [
      { name: 'frames of a drag while it trains, beside paused, median', ...beside(0.5) },
      { name: 'the same, 95th percentile', ...beside(0.95) },
    ];
  } finally {
    await browser.close();
    await served.close();
  }
}
