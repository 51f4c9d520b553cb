import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The serious and critical violations of accessibility rules that axe finds in a page, each with the first element concerned. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  // Legacy mode looks in the page itself, not in a second one for its frames: there are none. It takes a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
