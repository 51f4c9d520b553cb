import type { LucideIcon } from 'lucide-react';
import type { LocalizedText } from '../../shared/i18n/i18n';

/** The headings under which the command palette and the menus list commands, in their order. */
export const GROUPS = ['file', 'edit', 'insert', 'layer', 'view', 'graph', 'train', 'help'] as const;
export type Group = (typeof GROUPS)[number];

/** A command: one file in commands/, and one line in its index. */
export interface Command {
  /** `edit.undo`: its group, then its name. */
  readonly id: `${Group}.${string}`;
  readonly title: LocalizedText;
  /** Other words to find it by. */
  readonly keywords?: LocalizedText;
  readonly icon?: LucideIcon;
  /**
   * Its shortcuts, of which the first is shown: `Mod+Shift+Z`, where Mod is ⌘ on a Mac and Ctrl elsewhere. A single key (`/`, `F2`)
   * has no effect while typing in a field.
   */
  readonly shortcuts?: readonly string[];
  /** True if the command can run now. Default: always. */
  enabled?(): boolean;
  /** Runs the command. A thrown error or rejected promise is shown in a notice. */
  run(): unknown;
}
