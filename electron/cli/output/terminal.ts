import type { Lang } from '../../../shared/i18n/i18n';
import { hasCode } from '../../files/system-error';

/** The output of a command, and its capabilities. Tests pass one of their own. */
export interface Terminal {
  /** Columns of standard output if it is a terminal; otherwise lines may have any length. */
  readonly columns: number | undefined;
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  error(text: string): void;
}

/** The terminal that this process was started from. */
export function processTerminal(langOf: (env: Terminal['env']) => Lang): Terminal {
  const { stdout, stderr, env } = process;
  stdout.on('error', (error) => void reportLostOutput(error, langOf(env)));
  stderr.on('error', () => {});
  const shown = stdout.isTTY === true;
  return {
    columns: shown && stdout.columns > 0 ? stdout.columns : undefined,
    colour: shown && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    env,
    out: (text) => stdout.write(text),
    error: (text) => stderr.write(text),
  };
}

/** Reports output that could not be written, such as on a full disk. A closed pipe (`| head`) is not an error. */
async function reportLostOutput(error: unknown, lang: Lang): Promise<void> {
  if (hasCode(error, 'EPIPE')) return;
  process.once('exit', () => {
    process.exitCode = 2;
  });
  const { asFileError, FileError } = await import('../../files/text-file');
  const known = asFileError(error, 'stdout', 'write');
  if (known instanceof FileError) process.stderr.write(`patchbay: ${known.text[lang]}\n`);
}
