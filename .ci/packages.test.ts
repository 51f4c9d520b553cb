import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })) })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

test('every locked package has a hash, which npm ci compares with the download', () => {
  const without = Object.entries(lock.packages).flatMap(([name, { integrity }]) =>
    integrity?.startsWith('sha512-') ? [] : [name],
  );
  // The first entry is Patchbay itself.
  expect(without).toEqual(['']);
});

test('no locked version of tar has the known vulnerabilities of those before 7.5.7', () => {
  const versions = Object.entries(lock.packages).flatMap(([name, { version = '' }]) =>
    /(^|\/)tar$/.test(name) ? [version] : [],
  );
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(7_005_007);
  }
});
