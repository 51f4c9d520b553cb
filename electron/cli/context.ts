import { LANGS, type Lang } from '../../shared/i18n/i18n';
import type { Terminal } from './terminal';

/** What a command is given besides its own arguments. */
export interface Context {
  readonly lang: Lang;
  readonly terminal: Terminal;
}

/** How a command ends: nothing is wrong; the document is not right, or does not allow it; the question itself is not right. */
export const EXIT = { ok: 0, problems: 1, wrong: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The language that is asked for, else the system's. Whether --lang may be what it is, is checked along with all other options. */
export function langOf(argv: readonly string[], env: Terminal['env']): Lang {
  const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : argv[at]?.startsWith('--lang=') ? argv[at].slice('--lang='.length) : argv[at + 1];
  const system = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return LANGS.find((lang) => lang === asked) ?? LANGS.find((lang) => system.toLowerCase().startsWith(lang)) ?? 'en';
}
