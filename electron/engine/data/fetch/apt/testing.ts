import { gzipSync } from 'node:zlib';

/** A member of a tar archive. */
export interface Member {
  readonly path: string;
  readonly content?: Uint8Array | string;
  /** `0` for a regular file, which it is if not said, `2` for a symbolic link, `5` for a folder. */
  readonly type?: string;
  readonly link?: string;
  /** The size field, in place of the content's size in octal digits. */
  readonly size?: Uint8Array | string;
}

const BLOCK = 512;

/** The blocks of a member: a ustar header, then the content. */
function blocksOf({ path, content = '', type = '0', link = '', size }: Member): Uint8Array {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  const put = (at: number, value: Uint8Array | string) => header.set(Buffer.from(value), at);
  put(0, path);
  put(100, '0000644\0');
  put(124, size ?? `${bytes.length.toString(8).padStart(11, '0')}\0`);
  put(148, ' '.repeat(8));
  put(156, type);
  put(157, link);
  put(257, 'ustar\0');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return Buffer.concat([header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** A tar archive. */
export function tarOf(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(blocksOf), Buffer.alloc(2 * BLOCK)]);
}

/** An ar archive, the outer form of a .deb. */
function arOf(members: readonly (readonly [string, Uint8Array])[]): Buffer {
  const parts = members.flatMap(([name, content]) => {
    const fields = [
      name.padEnd(16),
      '0'.padEnd(12),
      '0'.padEnd(6),
      '0'.padEnd(6),
      '100644'.padEnd(8),
      String(content.length).padEnd(10),
    ];
    return [Buffer.from(`${fields.join('')}\`\n`), content, Buffer.alloc(content.length % 2, '\n')];
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

/** The metadata of a package, in the form of Debian's control files. */
export function controlOf(name: string): string {
  return `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: a test\n`;
}

/** A Debian package with these members. */
export function debOf(name: string, members: readonly Member[]): Buffer {
  return arOf([
    ['debian-binary', Buffer.from('2.0\n')],
    ['control.tar.gz', gzipSync(tarOf([{ path: './control', content: controlOf(name) }]))],
    ['data.tar.gz', gzipSync(tarOf(members))],
  ]);
}
