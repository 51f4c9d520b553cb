import { useEffect } from 'react';
import type { Command } from '../commands/command';
import { COMMANDS } from '../commands/index';
import { runCommand } from './run';
import { useUi } from './ui';

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);

/** A shortcut as people write it: ⌘Z on a Mac, Ctrl+Z elsewhere. */
export function shownShortcut(shortcut: string): string {
  if (!isMac) return shortcut.replace('Mod', 'Ctrl');
  return shortcut.replace('Mod', '⌘').replace('Shift', '⇧').replaceAll('+', '');
}

/** What was pressed, in the form of a command's shortcut. */
export function pressed({ key, code, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const name = /^Digit\d$/.test(code) && shiftKey ? code.slice(5) : key.length === 1 ? key.toUpperCase() : key;
  // A sign that takes Shift to be typed is itself, with or without it.
  const shifted = shiftKey && (key.length > 1 || /^[a-z]$/i.test(key) || /^Digit/.test(code));
  return [ctrlKey || metaKey ? 'Mod' : '', shifted ? 'Shift' : '', name].filter((part) => part !== '').join('+');
}

/** Keys that mean something while text is being edited. */
const TEXT_KEYS = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y', 'Mod+C', 'Mod+X', 'Mod+V', 'Mod+A']);

/** The command of a key, while a field is being typed in or not. */
export function commandOf(keys: string, typing: boolean): Command | undefined {
  if (typing && (!keys.startsWith('Mod+') || TEXT_KEYS.has(keys))) return undefined;
  return COMMANDS.find(({ shortcuts = [] }) => shortcuts.includes(keys));
}

/** Listens to the keyboard for the whole window. To be used once, at the root. */
export function useShortcuts(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || useUi.getState().dialog) return;
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
      const command = commandOf(pressed(event), typing);
      if (!command) return;
      event.preventDefault();
      void runCommand(command);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
