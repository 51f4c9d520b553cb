/**
 * The language tag (BCP 47) in the browser's name for its language, which is not always one: Chromium says `en-US@posix` or `C` where
 * the system sets no language. 'en' where there is none.
 * @example languageTag('en-US@posix') // 'en-US'
 */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replace(/[@.].*$/s, '').replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

// uPlot formats numbers in `navigator.language` from the moment that it is loaded, and throws where that is no tag: the page stays blank.
const tag = languageTag(navigator.language);
if (tag !== navigator.language) Object.defineProperty(navigator, 'language', { value: tag, configurable: true });
