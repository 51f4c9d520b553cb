import { localize, type Messages, type Values } from '../../../shared/i18n/i18n';
import { MessageError } from '../../../shared/i18n/message-error';

/** A command that cannot be carried out as it was given: a code for scripts, and a message. */
export class CliError extends MessageError {
  override readonly name = 'CliError';
}

/** The `CliError` of a code with its message. */
export function cliError<Code extends string>(messages: Messages<Code>, code: Code, values: Values = {}): CliError {
  return new CliError(code, localize(messages, code, values));
}
