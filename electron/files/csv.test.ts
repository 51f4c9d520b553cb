import { expect, test } from 'vitest';
import { csvOf } from './csv';

test.each(['=1+1', '+1', '@x', '\t=1', '\r=1', '\n=1', '\u2028=1', '\u0000=1', '\ufeff=1', '＝1', '＋1', '－1', '＠1'])(
  'the cell %j is no formula',
  (text) => {
    const line = csvOf([[text, 1.5, undefined]]);
    expect(line).toMatch(/^"?('[=+@＝＋－＠]|�)[^\n\r]*,1\.5,\n$/);
  },
);

test('negative numbers stay numbers', () => {
  expect(csvOf([['a', -0.5]])).toBe('a,-0.5\n');
});
