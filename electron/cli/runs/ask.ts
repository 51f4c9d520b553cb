import { defineMessages } from '../../../shared/i18n/i18n';
import { howEnded } from '../../services/engine-process';
import { ask, type FromEngine, type ToEngine } from '../../services/runs/engine';
import type { Context } from '../command/context';
import { cliError } from '../command/error';

export const MESSAGES = defineMessages({
  en: {
    failed: 'Failed: {reason}',
    died: 'The engine exited unexpectedly ({how}). Its memory may have run out: close other programs, and try again.',
  },
  es: {
    failed: 'Falló: {reason}',
    died: 'El motor terminó inesperadamente ({how}). Puede que se haya quedado sin memoria: cierre otros programas, e intente de nuevo.',
  },
});

/** Asks the engine, and returns its answer. Progress is shown on standard error. @throws CliError failed */
export async function askEngine<T extends FromEngine['type']>(
  task: ToEngine,
  answerType: T,
  context: Context,
): Promise<FromEngine & { type: T }> {
  const { answer, ended } = await ask(task, answerType, progressOf(context));
  if (answer) return answer;
  if (ended.type === 'died') throw cliError(MESSAGES, 'died', { how: howEnded(ended) });
  throw cliError(MESSAGES, 'failed', { reason: ended.reason ?? '' });
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
