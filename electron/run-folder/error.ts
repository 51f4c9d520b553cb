import type { LocalizedText } from '../../shared/i18n/i18n';
import { detailOf } from '../../shared/i18n/issues';
import { messageErrorOf, ownText } from '../../shared/i18n/message-error';
import { type SystemProblem, systemProblem } from '../files/system-error';
import { RUN_MESSAGES, type RunCode, runText } from './messages';

/** A run that cannot begin or continue. */
export class RunError extends messageErrorOf(RUN_MESSAGES) {
  override readonly name = 'RunError';
}

/** The messages of errors of the operating system; any other is `system`. */
const SYSTEM: Partial<Record<SystemProblem, RunCode>> = {
  full: 'diskFull',
  denied: 'noPermission',
  readOnly: 'readOnly',
  missing: 'gone',
};

/** The message of an error: its own, or that of an error of the operating system; `undefined` for an error of a library and for a bug. */
export function knownText(error: unknown): LocalizedText | undefined {
  const own = ownText(error);
  if (own) return own;
  const problem = error instanceof Error && 'syscall' in error ? systemProblem(error) : undefined;
  return problem && error instanceof Error ? runText(SYSTEM[problem] ?? 'system', { reason: error.message }) : undefined;
}

/** The message of any error: that of a library stands within one of ours. */
export function textOf(error: unknown): LocalizedText {
  return knownText(error) ?? runText('unexpected', { detail: detailOf(error) });
}
