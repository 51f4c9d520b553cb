import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS } from './index';

test('every file of the folder is listed under the name of its command', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/^index\./.test(file));
  expect(files.sort()).toEqual(
    Object.keys(COMMANDS)
      .map((name) => `${name}.ts`)
      .sort(),
  );
  for (const [name, load] of Object.entries(COMMANDS)) expect((await load()).name).toBe(name);
});
