import { afterEach, describe, expect, it, vi } from 'vitest';

/** Loads the module in a page with this browser language. */
async function loadedIn(language: string) {
  vi.resetModules();
  vi.stubGlobal('navigator', { language });
  return import('./language-tag');
}

describe('the language of the browser', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ['es-AR', 'es-AR'],
    ['en-us', 'en-US'],
    ['en-US@posix', 'en-US'],
    ['es_AR.UTF-8', 'es-AR'],
    ['C', 'en'],
    ['C.UTF-8', 'en'],
    ['', 'en'],
  ])('is a tag: %j is %j', async (language, tag) => {
    const { languageTag } = await loadedIn('en');
    expect(languageTag(language)).toBe(tag);
  });

  it.each(['en-US@posix', 'C'])('formats numbers after the page is loaded where the browser says %j', async (language) => {
    await loadedIn(language);
    expect(new Intl.NumberFormat(navigator.language).format(0.5)).toBe('0.5');
  });

  it('is unchanged if it is a tag', async () => {
    await loadedIn('es-AR');
    expect(Object.getOwnPropertyDescriptor(navigator, 'language')?.value).toBe('es-AR');
  });
});
