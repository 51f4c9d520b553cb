import { expect, test } from 'vitest';
import { slugOf } from './slug';

test.each([
  ['Table 2 baseline', 'table-2-baseline'],
  ['Número 3: ¿sí?', 'numero-3-si'],
  ['../../etc/passwd', 'etc-passwd'],
  ['名前', ''],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
])('%s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
