import { z } from 'zod';
import type { LocalizedText, Values } from '../i18n/i18n';
import { MessageError } from '../i18n/message-error';
import { type HostCode, hostText, isHostCode } from './messages';

const errorCode = z.union([z.custom<HostCode>(isHostCode), z.string().brand<'ServiceCode'>()]);

/** The code of a `HostError`: one of the host's own, or one of the service that failed, which the page cannot compare. */
export type ErrorCode = z.output<typeof errorCode>;

/** An error of a call, sent to the page as it is: a code, and a text to show. */
export class HostError extends MessageError<ErrorCode> {
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

/** The error of a service, or one that arrived from the host, with its code and text. */
export function serviceError(code: string, text: LocalizedText, options?: ErrorOptions): HostError {
  return new HostError(errorCode.parse(code), text, options);
}

/** A `HostError` with the text of one of the host's own codes. */
export function hostError(code: HostCode, values: Values = {}, options?: ErrorOptions): HostError {
  return new HostError(code, hostText(code, values), options);
}
