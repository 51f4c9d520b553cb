import { HostError } from '../../shared/host/errors';
import type { Command } from './command';
import { MESSAGES } from './messages';
import { message, notify } from './ui';

/** Runs a command if it is enabled. */
export async function runCommand(command: Command): Promise<void> {
  if (command.enabled?.() === false) return;
  await attempt(command.run);
}

/** Runs some work and shows an error as a notice. */
export async function attempt(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof HostError) notify({ tone: 'error', text: (lang) => error.text[lang] });
    else {
      const reason = error instanceof Error ? error.message : String(error);
      notify({ tone: 'error', text: message(MESSAGES, 'failed', { reason }) });
    }
  }
}
