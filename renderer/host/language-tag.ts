/**
 * The language tag (BCP 47) in the browser's language name, which may not be one: Chromium returns `en-US@posix` or `C` if
 * the system sets no language. 'en' if there is none.
 * @example languageTag('en-US@posix') // 'en-US'
 */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replace(/[@.].*$/s, '').replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

// uPlot formats numbers in `navigator.language` as soon as it is loaded, and throws if that is not a tag, which leaves the page blank.
const tag = languageTag(navigator.language);
if (tag !== navigator.language) Object.defineProperty(navigator, 'language', { value: tag, configurable: true });
