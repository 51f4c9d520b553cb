import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { needs } from '../../e2e/support/needs';
import { shellQuote } from './shell-quote';

test('a shell reads a quoted argument as it was', needs('unix'), () => {
  for (const argument of ['runs/a-1', 'two words', "it's", '$(id)', '`id`', '"; id', '', '*', 'a\nb'])
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(argument)}`], { encoding: 'utf8' })).toBe(argument);
});
