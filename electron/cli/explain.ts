import { CommanderError } from 'commander';
import { ExportError } from '../../shared/export/support/error';
import { EditError } from '../../shared/graph/edits/edit';
import { HostError } from '../../shared/host/errors';
import { lookUp, translate } from '../../shared/i18n/i18n';
import { detailOf, printable } from '../../shared/i18n/issues';
import { ownText } from '../../shared/i18n/message-error';
import { namedFileError } from '../files/text-file';
import { type Context, EXIT, type Exit } from './command/context';
import { NotADocument } from './documents/inspect';
import { issueReport } from './documents/report';
import { MESSAGES } from './messages';
import { render } from './output/text';

/** Prints the error that ended a command. @param command the command's name, if there is one @returns the exit code */
export function explain(error: unknown, command: string | undefined, context: Context): Exit {
  const { lang, terminal } = context;
  if (error instanceof CommanderError) return explainUsage(error, command, context);
  if (error instanceof NotADocument) {
    terminal.error(render(issueReport(error.file, error.issues, { lang, columns: terminal.columns }), false));
    return EXIT.problems;
  }
  const text = ownText(namedFileError(error));
  if (text) return complain(text[lang], context, isOfDocument(error) ? EXIT.problems : EXIT.wrong);
  const name = error instanceof Error ? `${error.name}: ` : '';
  complain(translate(MESSAGES, 'failed', { message: `${name}${detailOf(error)}` }, lang), context, EXIT.wrong);
  const debug = terminal.env['PATCHBAY_DEBUG'] === '1';
  const detail = error instanceof Error ? error.stack : String(error);
  terminal.error(`${debug ? detail : translate(MESSAGES, 'failedHint', {}, lang)}\n`);
  return EXIT.wrong;
}

/** True for an error of the document or its run, and not of the command. */
function isOfDocument(error: unknown): boolean {
  return error instanceof EditError || error instanceof ExportError || error instanceof HostError;
}

/** Prints an error. Control characters in it are made visible. @param message one or more lines */
function complain(message: string, { terminal }: Context, exit: Exit): Exit {
  const lines = message.split('\n').map((line) => printable(line, Number.POSITIVE_INFINITY));
  terminal.error(`patchbay: ${lines.join('\n')}\n`);
  return exit;
}

/** Translates commander's English errors by their codes and the names that they quote. */
function explainUsage(error: CommanderError, command: string | undefined, context: Context): Exit {
  const { lang, terminal } = context;
  const code = error.code.replace('commander.', 'usage.');
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map(([, name = '']) => name.replace(/[<>]/g, ''));
  const values = Object.fromEntries(quoted.entries());
  complain(lookUp(MESSAGES, code, values, lang) ?? translate(MESSAGES, 'usage.other', {}, lang), context, EXIT.wrong);
  const hint = translate(MESSAGES, 'usage.hint', { command: command === undefined ? 'patchbay' : `patchbay ${command}` }, lang);
  terminal.error(`${hint}\n`);
  return EXIT.wrong;
}
