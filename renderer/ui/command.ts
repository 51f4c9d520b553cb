import type { LucideIcon } from 'lucide-react';
import type { LocalizedText } from '../../shared/i18n/i18n';

/** The headings under which the command palette and the menus list commands, in their order. */
export const GROUPS = ['file', 'edit', 'insert', 'layer', 'view', 'graph', 'train', 'help'] as const;
export type Group = (typeof GROUPS)[number];

/** One thing that a person can do. A command is one file beside this one, and one line in the index. */
export interface Command {
  /** `edit.undo`: its group, then its name. */
  readonly id: `${Group}.${string}`;
  readonly title: LocalizedText;
  /** Other words that it may be looked for by. */
  readonly keywords?: LocalizedText;
  readonly icon?: LucideIcon;
  /**
   * The keys, the first of which is shown: `Mod+Shift+Z`, where Mod is ⌘ on a Mac and Ctrl elsewhere. A single key (`/`, `F2`) does
   * nothing while a field is being typed in.
   */
  readonly shortcuts?: readonly string[];
  /** Whether it can be done now; always if not said. */
  enabled?(): boolean;
  /** A promise is waited for; its failure is said in a notice. */
  run(): unknown;
}
