import { expect, it } from 'vitest';
import type { Command } from '../ui/command';
import { COMMANDS } from './index';

const modules = import.meta.glob<Readonly<Record<string, unknown>>>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true });

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'id' in value && 'title' in value && 'run' in value;
}

it.each(Object.entries(modules))('%s exports at most one command, which the index lists', (_, exported) => {
  const commands = Object.values(exported).filter(isCommand);
  expect(commands.length).toBeLessThan(2);
  for (const command of commands) expect(COMMANDS).toContain(command);
});

it('every command of the index is a file of its own, with its own id and keys', () => {
  const exported = Object.values(modules).flatMap((module) => Object.values(module).filter(isCommand));
  expect(COMMANDS).toHaveLength(exported.length);
  expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  const keys = COMMANDS.flatMap(({ shortcuts = [] }) => shortcuts);
  expect(keys.length).toBeGreaterThan(20);
  expect(new Set(keys).size).toBe(keys.length);
});
