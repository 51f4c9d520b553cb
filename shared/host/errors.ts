import type { LocalizedText, Values } from '../i18n/i18n';
import { hostText } from './messages';

/** Why a call could not be answered: a code to act on, and a text to show. It crosses to the page as it is. */
export class HostError extends Error {
  override readonly name: string = 'HostError';

  constructor(
    readonly code: string,
    readonly text: LocalizedText,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}

/** The connection ended, or ended before an answer came. */
export class HostClosed extends HostError {
  override readonly name = 'HostClosed';

  constructor() {
    super('closed', hostText('closed'));
  }
}

/** A `HostError` in the words that there are for its code. */
export function hostError(code: string, values: Values = {}, options?: ErrorOptions): HostError {
  return new HostError(code, hostText(code, values), options);
}
