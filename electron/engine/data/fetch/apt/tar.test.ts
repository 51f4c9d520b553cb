import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readerOfStream } from '../../support/bytes';
import { DataError } from '../../support/error';
import { readTar } from './tar';
import { type Member, tarOf } from './testing';

const FOLDER = 'usr/share/datasets/tiny';
const WANTED = new Map([
  [`${FOLDER}/a`, { name: 'a', most: 2_000 }],
  [`${FOLDER}/a.gz`, { name: 'a', most: 2_000 }],
  [`${FOLDER}/b`, { name: 'b', most: 10 }],
]);

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (bytes: Uint8Array, most = 100_000, size = 333) =>
  readTar(readerOfStream(piecesOf(bytes, size)), WANTED, { archive: 'tiny', most });
const readMembers = (...members: readonly Member[]) => read(tarOf(members));

async function refuses(work: Promise<unknown>, code: string, values: DataError['values'] = {}): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DataError);
  expect(error).toMatchObject({ code, values });
}

describe('reading files from a tar archive', () => {
  const a = randomBytes(1_500);

  it('returns the wanted ones, whatever stands between them', async () => {
    const members = [
      { path: '../../apt', type: '5' },
      { path: './usr/share/doc/readme', content: randomBytes(5_000) },
      { path: `./${FOLDER}/b`, content: '0123456789' },
      { path: `${FOLDER}/c`, content: 'c' },
      { path: `./${FOLDER}/a.gz`, content: a },
    ];
    for (const size of [1, 333, 512, 100_000]) {
      const found = await read(tarOf(members), 100_000, size);
      expect([...found.keys()].toSorted()).toEqual(['a', 'b']);
      expect(Buffer.compare(found.get('a') ?? Buffer.alloc(0), a)).toBe(0);
      expect(Buffer.from(found.get('b') ?? []).toString()).toBe('0123456789');
    }
  });

  it('returns fewer where some are missing, and the first of two under one name', async () => {
    const found = await readMembers({ path: `${FOLDER}/b`, content: 'one' }, { path: `${FOLDER}/b`, content: 'two' });
    expect([...found].map(([name, content]) => [name, Buffer.from(content).toString()])).toEqual([['b', 'one']]);
    expect((await read(tarOf([]))).size).toBe(0);
  });

  it('takes nothing from paths that lead out of the archive, nor links', async () => {
    const found = await readMembers(
      { path: `../../../../${FOLDER}/a`, content: 'out' },
      { path: `/${FOLDER}/a`, content: 'root' },
      { path: `${FOLDER}/../tiny/a`, content: 'around' },
      { path: `./${FOLDER}/a`, type: '2', link: '/etc/passwd' },
      { path: `./${FOLDER}/a`, type: '1', link: '../../../../etc/passwd' },
      { path: `./${FOLDER}/b`, type: '5' },
    );
    expect(found.size).toBe(0);
  });

  it('compares a size with its bound before it takes memory for it', async () => {
    const file = `${FOLDER}/b`;
    await refuses(readMembers({ path: file, content: '01234567890' }), 'packageTooLarge', { package: 'tiny', file, most: 10 });
    // Eight gigabytes in octal digits, and far more in GNU's binary form, of which nothing follows.
    await refuses(readMembers({ path: file, size: '77777777777\0' }), 'packageTooLarge', { file, most: 100_000 });
    const binary = Buffer.from([0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    await refuses(readMembers({ path: file, size: binary }), 'packageTooLarge', { file, most: 100_000 });
    // A bomb beside the wanted files.
    await refuses(readMembers({ path: 'bomb', content: Buffer.alloc(200_000) }), 'packageTooLarge', {
      file: 'bomb',
      most: 100_000,
    });
  });

  it('refuses an archive that is cut short or changed', async () => {
    const whole = tarOf([
      { path: `${FOLDER}/c`, content: a },
      { path: `${FOLDER}/a`, content: a },
    ]);
    for (const length of [0, 511, 512, 1_000, 2_048, 2_600, 4_000])
      await refuses(read(whole.subarray(0, length)), 'packageDamaged');
    for (const at of [0, 130, 150, 156, 2_048 + 124]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await refuses(read(changed), 'packageDamaged', { package: 'tiny' });
    }
    await refuses(read(randomBytes(2_000)), 'packageDamaged');
  });
});
