import { type LocalizedText, type Messages, translate, type Values } from './i18n';

/** The text of a code in every language. */
export function localized<Code extends string>(messages: Messages<Code>, code: Code, values: Values = {}): LocalizedText {
  return { en: translate(messages, code, values, 'en'), es: translate(messages, code, values, 'es') };
}

/** An error with a code, and its message in every language. `message` is the English one. */
export abstract class MessageError<Code extends string> extends Error {
  readonly text: LocalizedText;

  constructor(
    messages: Messages<Code>,
    readonly code: Code,
    readonly values: Values = {},
    options?: ErrorOptions,
  ) {
    const text = localized(messages, code, values);
    super(text.en, options);
    this.text = text;
  }
}
