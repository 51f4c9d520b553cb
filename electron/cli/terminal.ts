import type { Lang } from '../../shared/i18n/i18n';
import { asFileError, FileError, fileMessage } from '../files/text-file';

/** Where the commands write to, and what it can show. Tests put one of their own in its place. */
export interface Terminal {
  /** Columns, where standard output is a terminal; elsewhere lines may be as long as they like. */
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
  stdout.on('error', (error) => endAfter(error, langOf(env)));
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

/** A reader that has seen enough (`| head`) closes the pipe: that is no mistake. A full disk is. */
function endAfter(error: Error, lang: Lang): void {
  const known = asFileError(error, 'stdout', 'write');
  if (!(known instanceof FileError) || known.values['reason'] === 'EPIPE') return;
  process.stderr.write(`patchbay: ${fileMessage(known, lang)}\n`);
  process.once('exit', () => {
    process.exitCode = 2;
  });
}
