import { useEffect } from 'react';
import type { Command } from '../ui/command';
import { runCommand } from '../ui/run';
import { useUi } from '../ui/ui';
import { COMMANDS } from './index';

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

/** Those of them that are the document's in a field whose every value is a step of it. */
const STEP_KEYS = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y']);

/** What is being typed in: a text, a value that the document takes over at once, or nothing. */
export type Typing = 'text' | 'value' | undefined;

/** The command of a key, while a field is being typed in or not. */
export function commandOf(keys: string, typing: Typing): Command | undefined {
  const texts = TEXT_KEYS.has(keys) && !(typing === 'value' && STEP_KEYS.has(keys));
  if (typing && (!keys.startsWith('Mod+') || texts)) return undefined;
  return COMMANDS.find(({ shortcuts = [] }) => shortcuts.includes(keys));
}

/** Listens to the keyboard for the whole window. To be used once, at the root. */
export function useShortcuts(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || useUi.getState().dialog) return;
      const { target } = event;
      const command = commandOf(pressed(event), target instanceof HTMLElement ? typingIn(target) : undefined);
      if (!command) return;
      event.preventDefault();
      void runCommand(command);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

function typingIn(target: HTMLElement): Typing {
  if (target.matches('[data-value], select')) return 'value';
  return target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]') ? 'text' : undefined;
}
