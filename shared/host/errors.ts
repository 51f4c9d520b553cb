import type { Values } from '../i18n/i18n';
import { MessageError } from '../i18n/message-error';
import { type HostCode, hostText } from './messages';

/**
 * An error of a call, sent to the page as it is: a text to show, and a code, one of the host's own (`HostCode`) or one of the service
 * that failed.
 */
export class HostError extends MessageError {
  override readonly name: string = 'HostError';
}

/**
 * True if an error is a `HostError` with this code.
 * @example if (isHostError(error, 'changedOnDisk')) askToOverwrite();
 */
export function isHostError(error: unknown, code: HostCode): error is HostError {
  return error instanceof HostError && error.code === code;
}

/** The connection is closed, or was closed before the answer. */
export class HostClosed extends HostError {
  override readonly name = 'HostClosed';

  constructor() {
    super('closed', hostText('closed'));
  }
}

/** A `HostError` with the text of one of the host's own codes. */
export function hostError(code: HostCode, values: Values = {}, options?: ErrorOptions): HostError {
  return new HostError(code, hostText(code, values), options);
}
