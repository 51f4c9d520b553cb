import { expect, test } from 'vitest';
import { widthOf, wrap } from './text';

test('counts columns: two for a wide character, one for a letter with its accent', () => {
  expect(['層', 'ñandú', 'e\u0301', '👩‍👩‍👧', 'a\u00a0b'].map(widthOf)).toEqual([2, 5, 1, 2, 3]);
});

test('a text is measured and wrapped in time in proportion to its length', () => {
  const count = 30_000;
  const text = 'ñandú層 '.repeat(count).trim();
  expect(widthOf(text)).toBe(8 * count - 1);
  expect(widthOf('層\n'.repeat(1_000))).toBe(3_000);
  const lines = wrap(text, 79);
  expect(lines).toHaveLength(count / 10);
  expect(new Set(lines)).toEqual(new Set(['ñandú層 '.repeat(10).trim()]));
});
