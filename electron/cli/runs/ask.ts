import { defineMessages } from '../../../shared/i18n/i18n';
import { ask, type FromEngine, type ToEngine } from '../../services/runs/engine';
import type { Context } from '../command/context';
import { cliError } from '../command/error';

export const MESSAGES = defineMessages({ en: { failed: 'Failed: {reason}' }, es: { failed: 'Falló: {reason}' } });

/** Asks the engine, and returns its answer. Progress is shown on standard error. @throws CliError failed */
export async function askEngine<T extends FromEngine['type']>(
  task: ToEngine,
  answerType: T,
  context: Context,
): Promise<FromEngine & { type: T }> {
  const { answer, ended } = await ask(task, answerType, progressOf(context));
  if (answer) return answer;
  const reason = ended.type === 'died' ? (ended.signal ?? `exit ${ended.code}`) : (ended.reason ?? '');
  throw cliError(MESSAGES, 'failed', { reason });
}

/** Shows the steps of long work on standard error, one line each. */
function progressOf({ lang, terminal }: Context): (message: FromEngine) => void {
  let last = '';
  return (message) => {
    if (message.type !== 'preparing' || message.step[lang] === last) return;
    last = message.step[lang];
    terminal.error(`${last}\n`);
  };
}
