import { useEffect } from 'react';
import type { MenuSection } from '../../shared/host/areas/app';
import type { Lang } from '../../shared/i18n/i18n';
import { isEnabled, onAvailability } from '../commands/availability';
import { COMMANDS } from '../commands/index';
import { MESSAGES } from '../commands/messages';
import type { Connection } from '../host/connection';
import { GROUPS, type Group } from '../ui/command';
import { useLang, useMessages } from '../ui/language';

/** The delay before the menu is updated, in milliseconds: a drag changes the editor with every pixel. */
const REST = 150;

/** The commands as sections of a native menu, under the headings of the command palette. */
export function menuOf(lang: Lang, heading: (group: Group) => string): readonly MenuSection[] {
  return GROUPS.map((group) => ({
    label: heading(group),
    items: COMMANDS.filter(({ id }) => id.startsWith(`${group}.`)).map((command) => ({
      id: command.id,
      label: command.title[lang],
      keys: command.shortcuts?.[0] ?? null,
      enabled: isEnabled(command),
    })),
  })).filter(({ items }) => items.length > 0);
}

/** Keeps the desktop app's menu up to date. */
export function useNativeMenu({ host, hello }: Connection): void {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  useEffect(() => {
    if (hello.host !== 'electron') return;
    let sent = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = () => {
      timer = undefined;
      const sections = menuOf(lang, t);
      const text = JSON.stringify(sections);
      if (text === sent) return;
      sent = text;
      host.call('app.menu', { sections: sections.map(({ label, items }) => ({ label, items: [...items] })) }).catch(() => {});
    };
    const later = () => {
      timer ??= setTimeout(send, REST);
    };
    send();
    const stop = onAvailability(later);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [host, hello, lang, t]);
}
