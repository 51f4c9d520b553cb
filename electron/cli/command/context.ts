import { LANGS, type Lang } from '../../../shared/i18n/i18n';
import type { Terminal } from '../output/terminal';

/** The language and the terminal of a command. */
export interface Context {
  readonly lang: Lang;
  readonly terminal: Terminal;
}

/** Exit codes: success; errors in the document or the run; a wrong command line, or a file that cannot be read or written. */
export const EXIT = { ok: 0, problems: 1, wrong: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The language of `--lang`, else that of the system. An invalid `--lang` is reported along with all other options. */
export function langOf(argv: readonly string[], env: Terminal['env']): Lang {
  const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : argv[at]?.startsWith('--lang=') ? argv[at].slice('--lang='.length) : argv[at + 1];
  const system = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return LANGS.find((lang) => lang === asked) ?? LANGS.find((lang) => system.toLowerCase().startsWith(lang)) ?? 'en';
}
