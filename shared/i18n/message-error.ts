import { type LocalizedText, localize, type Messages, type Values } from './i18n';

/** An error with a code, and a text to show in every language. `message` is the English one. */
export abstract class MessageError<Code extends string = string> extends Error {
  constructor(
    readonly code: Code,
    readonly text: LocalizedText,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}

/** The text of a `MessageError`; `undefined` for errors of libraries and of the system. */
export const ownText = (error: unknown): LocalizedText | undefined => (error instanceof MessageError ? error.text : undefined);

/**
 * The base of errors whose codes are those of some messages.
 * @example class RunError extends messageErrorOf(RUN_MESSAGES) {}
 */
export function messageErrorOf<Code extends string>(messages: Messages<Code>) {
  return class extends MessageError<Code> {
    constructor(
      code: Code,
      readonly values: Values = {},
      options?: ErrorOptions,
    ) {
      super(code, localize(messages, code, values), options);
    }
  };
}
