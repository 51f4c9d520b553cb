import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { type Host, hosted, startHost } from './support/host';

// Chromium names its language like this where the system has none: in containers, over SSH, as a service.
describe('a browser that names its language by no tag', { timeout: 180_000, tags: THOROUGH, ...hosted('served') }, () => {
  let host: Host;

  beforeAll(async () => {
    host = await startHost();
  }, 180_000);

  afterAll(() => host?.close());

  it.each([
    ['en-US@posix', 'en'],
    ['C', 'en'],
    ['es_AR.UTF-8', 'es'],
  ])('shows the editor: %s as %s', async (navigatorLanguage, lang) => {
    const { page, sizes, errors, close } = await host.open({ navigatorLanguage });
    await expect.poll(sizes).toEqual(['28×28×1']);
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(errors).toEqual([]);
    await close();
  });
});
