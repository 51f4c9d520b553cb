import { describe, expect, it } from 'vitest';
import { COMMANDS } from './index';
import { commandFor, commandOf, type PressedKey, pressed, shownShortcut } from './shortcuts';

const press = (key: string, code: string, modifiers: Partial<PressedKey> = {}): string =>
  pressed({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, ...modifiers });

describe('a pressed key', () => {
  it.each([
    ['z', 'KeyZ', { ctrlKey: true }, 'Mod+Z'],
    ['z', 'KeyZ', { metaKey: true }, 'Mod+Z'],
    ['Z', 'KeyZ', { ctrlKey: true, shiftKey: true }, 'Mod+Shift+Z'],
    ['Enter', 'Enter', { ctrlKey: true }, 'Mod+Enter'],
    ['F2', 'F2', {}, 'F2'],
    ['/', 'Slash', {}, '/'],
    ['?', 'Minus', { shiftKey: true }, '?'],
    ['!', 'Digit1', { shiftKey: true }, 'Shift+1'],
  ] as const)('%s at %s with %o is %s', (key, code, modifiers, shortcut) => {
    expect(press(key, code, modifiers)).toBe(shortcut);
  });
});

describe('the command of a shortcut', () => {
  const id = (keys: string, typing?: 'text' | 'value') => commandOf(keys, typing)?.id;

  it('is the one that lists it', () => {
    for (const command of COMMANDS)
      for (const keys of command.shortcuts ?? []) expect(commandOf(keys, undefined), keys).toBe(command);
    expect(id('Mod+Shift+F12')).toBeUndefined();
  });

  it('leaves single keys and text editing to a text field', () => {
    expect(id('/')).toBeDefined();
    for (const keys of ['/', 'F2', 'Delete', 'Mod+Z', 'Mod+C', 'Mod+V', 'Mod+A']) expect(id(keys, 'text'), keys).toBeUndefined();
    expect(id('Mod+S', 'text')).toBe('file.save');
  });

  it('undoes the document in a field that changes it at once, but still copies text', () => {
    expect(id('Mod+Z', 'value')).toBe('edit.undo');
    expect(id('Mod+C', 'value')).toBeUndefined();
    expect(id('Delete', 'value')).toBeUndefined();
  });
});

it('a character of a Spanish keyboard that takes Shift and a digit is found', () => {
  const slash = { key: '/', code: 'Digit7', ctrlKey: false, metaKey: false, shiftKey: true };
  expect(commandFor(slash, undefined)).toBe(commandOf('/', undefined));
  expect(commandFor(slash, 'text')).toBeUndefined();
  expect(commandFor({ ...slash, ctrlKey: true }, undefined)).toBeUndefined();
});

it('a shortcut is shown with Ctrl outside a Mac', () => {
  expect(shownShortcut('Mod+Shift+Z')).toBe('Ctrl+Shift+Z');
});
