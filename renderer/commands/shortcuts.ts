import { useEffect } from 'react';
import type { Command } from '../ui/command';
import { runCommand } from '../ui/run';
import { useUi } from '../ui/ui';
import { COMMANDS } from './index';

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);

/** Formats a shortcut for the user: ⌘Z on a Mac, Ctrl+Z elsewhere. */
export function shownShortcut(shortcut: string): string {
  if (!isMac) return shortcut.replace('Mod', 'Ctrl');
  return shortcut.replace('Mod', '⌘').replace('Shift', '⇧').replaceAll('+', '');
}

/** The part of a key event that a shortcut depends on. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** A key event in the form of a command's shortcut. */
export function pressed({ key, code, ctrlKey, metaKey, shiftKey }: PressedKey): string {
  const name = /^Digit\d$/.test(code) && shiftKey ? code.slice(5) : key.length === 1 ? key.toUpperCase() : key;
  // A character typed with Shift is its own key, without the modifier.
  const shifted = shiftKey && (key.length > 1 || /^[a-z]$/i.test(key) || /^Digit/.test(code));
  return [ctrlKey || metaKey ? 'Mod' : '', shifted ? 'Shift' : '', name].filter((part) => part !== '').join('+');
}

/** Shortcuts that a text field handles itself. */
const TEXT_KEYS = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y', 'Mod+C', 'Mod+X', 'Mod+V', 'Mod+A']);

/** Shortcuts of the document in a field whose every value is an undo step. */
const STEP_KEYS = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y']);

/** The focused field: `text`, `value` for a field that changes the document at once, or `nothing`. */
export type Typing = 'text' | 'value' | undefined;

/** The command for a key event, depending on the focused field. */
export function commandOf(keys: string, typing: Typing): Command | undefined {
  const texts = TEXT_KEYS.has(keys) && !(typing === 'value' && STEP_KEYS.has(keys));
  if (typing && (!keys.startsWith('Mod+') || texts)) return undefined;
  return COMMANDS.find(({ shortcuts = [] }) => shortcuts.includes(keys));
}

/**
 * The command for a key event: by its position among the digits (Shift+1), or else by its character, which some layouts type with
 * Shift and a digit (/ in Spanish).
 */
export function commandFor(event: PressedKey, typing: Typing): Command | undefined {
  const { key, ctrlKey, metaKey } = event;
  return commandOf(pressed(event), typing) ?? (ctrlKey || metaKey ? undefined : commandOf(key, typing));
}

/** Handles the keyboard shortcuts of the window. Use once, at the root. */
export function useShortcuts(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || useUi.getState().dialog) return;
      const { target } = event;
      const command = commandFor(event, target instanceof HTMLElement ? typingIn(target) : undefined);
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
