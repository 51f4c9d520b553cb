import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDocument, LIMITS } from '../../shared/graph/document';
import { serializeDocument } from '../../shared/graph/parse';
import { LANGS } from '../../shared/i18n/i18n';
import { rejection } from '../../shared/i18n/testing';
import { asFileError, FileError, findDocuments, isFolder, readDocument, writeDocument, writeText } from './text-file';

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-documents-'));
let folder = root;
let count = 0;
const at = (...names: readonly string[]) => path.join(folder, ...names);

beforeEach(() => {
  folder = path.join(root, String(count++));
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const document = emptyDocument('Test');
const text = serializeDocument(document);

const errorOf = (work: Promise<unknown>) => rejection(work, FileError);

const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;

describe('reading', () => {
  test('returns the document', async () => {
    writeFileSync(at('a.json'), text);
    expect(await readDocument(at('a.json'))).toEqual({ ok: true, document, newer: false });
  });

  test('accepts a byte order mark and unusual names', async () => {
    for (const name of ['with space.json', 'ñandú 图.json', "quo'te.json", '-dash.json', 'new\nline.json']) {
      writeFileSync(at(name), `\uFEFF${text}`);
      expect(await readDocument(at(name))).toMatchObject({ ok: true });
    }
  });

  test('returns the mistakes of an invalid file', async () => {
    writeFileSync(at('a.json'), '{"format": "other"}');
    writeFileSync(at('empty.json'), '');
    expect(await readDocument(at('a.json'))).toMatchObject({ ok: false, issues: [{ code: 'notPatchbay' }] });
    expect(await readDocument(at('empty.json'))).toMatchObject({ ok: false, issues: [{ code: 'notJson' }] });
  });

  test('gives an error with the reason', async () => {
    writeFileSync(at('binary.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x00]));
    symlinkSync('loop.json', at('loop.json'));
    execFileSync('mkfifo', [at('pipe.json')]);
    expect(await codeOf(readDocument(at('none.json')))).toBe('notFound');
    expect(await codeOf(readDocument(at('binary.json', 'x')))).toBe('notFound');
    expect(await codeOf(readDocument(folder))).toBe('folder');
    expect(await codeOf(readDocument(at('binary.json')))).toBe('notText');
    expect(await codeOf(readDocument(at('loop.json')))).toBe('loop');
    expect(await codeOf(readDocument(at('pipe.json')))).toBe('notRegular');
    expect(await codeOf(readDocument('/dev/zero'))).toBe('notRegular');
    expect(await codeOf(readDocument(at('x'.repeat(300))))).toBe('nameTooLong');
    expect(await codeOf(readDocument('nul\0byte.json'))).toBe('notFound');
  });

  test('checks the size before it allocates memory', async () => {
    writeFileSync(at('huge.json'), '');
    // A sparse file takes no disk space, but would take 8 GiB of memory.
    truncateSync(at('huge.json'), 2 ** 33);
    const error = await errorOf(readDocument(at('huge.json')));
    expect(error.code).toBe('tooLarge');
    expect(error.values).toMatchObject({ found: 2 ** 33, most: LIMITS.bytes });
  });
});

describe('writing', () => {
  test('writes the whole file without leftovers, also over an older one', async () => {
    writeFileSync(at('a.json'), 'older');
    await writeDocument(at('a.json'), document);
    expect(readFileSync(at('a.json'), 'utf8')).toBe(text);
    await writeText(at('b.py'), 'print("ñ")\n');
    expect(readFileSync(at('b.py'), 'utf8')).toBe('print("ñ")\n');
    expect(readdirSync(folder)).toEqual(['a.json', 'b.py']);
  });

  test('keeps the file’s permissions, and follows symbolic links', async () => {
    writeFileSync(at('a.json'), 'older');
    chmodSync(at('a.json'), 0o640);
    symlinkSync('a.json', at('link.json'));
    await writeDocument(at('link.json'), document);
    expect(readFileSync(at('a.json'), 'utf8')).toBe(text);
    expect(statSync(at('a.json')).mode & 0o777).toBe(0o640);
  });

  test('replaces only regular files', async () => {
    execFileSync('mkfifo', [at('pipe.json')]);
    expect(await codeOf(writeText(folder, 'x'))).toBe('folder');
    expect(await codeOf(writeText(at('pipe.json'), 'x'))).toBe('notRegular');
    expect(await codeOf(writeText('/dev/null', 'x'))).toBe('notRegular');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('gives an error with the reason when writing fails', async () => {
    writeFileSync(at('file'), '');
    expect(await codeOf(writeText(at('none', 'a.json'), 'x'))).toBe('noFolder');
    expect(await codeOf(writeText(at('file', 'a.json'), 'x'))).toBe('noFolder');
    expect(await codeOf(writeText(at('x'.repeat(300)), 'x'))).toBe('nameTooLong');
  });

  test('refuses a document that is too large to be read again', async () => {
    const notes = { ...document, notes: 'x'.repeat(LIMITS.bytes) };
    expect(await codeOf(writeDocument(at('a.json'), notes))).toBe('tooLargeToWrite');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('errors of the operating system', () => {
  const system = (code: string) => Object.assign(new Error(code), { code });
  const read = (code: string) => asFileError(system(code), 'a.json', 'read');
  const write = (code: string) => asFileError(system(code), 'a.json', 'write');

  test('have messages in every language', () => {
    const codes = 'ENOENT EACCES EPERM ENOSPC EDQUOT EROFS EMFILE EBUSY EISDIR ENOTDIR ELOOP ENAMETOOLONG EIO EWHATEVER'.split(
      ' ',
    );
    for (const error of codes.flatMap((code) => [read(code), write(code)])) {
      if (!(error instanceof FileError)) throw new Error(`no FileError: ${error}`);
      const messages = LANGS.map((lang) => error.text[lang]);
      expect(new Set(messages).size).toBe(LANGS.length);
      for (const message of messages) expect(message).toMatch(/^[^{}]*a\.json[^{}]*\.$/);
    }
  });

  test('distinguish reading from writing', () => {
    expect(read('EACCES')).toMatchObject({ code: 'noPermission' });
    expect(write('EACCES')).toMatchObject({ code: 'noWritePermission' });
    expect(write('ENOSPC')).toMatchObject({ code: 'diskFull' });
    expect(write('EIO')).toMatchObject({ code: 'failed', values: { reason: 'EIO' } });
  });

  test('leave all other errors unchanged', () => {
    const bug = new TypeError('a bug');
    expect(asFileError(bug, 'a.json', 'read')).toBe(bug);
  });
});

describe('a folder of documents', () => {
  test('is listed in order of names, without following links', async () => {
    mkdirSync(at('b', 'deep.json'), { recursive: true });
    mkdirSync(at('node_modules'));
    mkdirSync(at('.git'));
    const files = [
      'z.JSON',
      'a.json',
      'notes.txt',
      '._a.json',
      'node_modules/p.json',
      '.git/x.json',
      'b/deep.json/c.patchbay.json',
    ];
    for (const file of files) writeFileSync(at(file), '');
    symlinkSync('a.json', at('link.json'));
    symlinkSync('..', at('b', 'up'));
    expect((await findDocuments(folder)).map(({ file }) => path.relative(folder, file))).toEqual([
      'a.json',
      path.join('b', 'deep.json', 'c.patchbay.json'),
      'z.JSON',
    ]);
  });

  test('that cannot be listed is reported', async () => {
    expect(await findDocuments(at('none'))).toMatchObject([{ file: at('none'), error: { code: 'notFound' } }]);
  });

  test('is distinguished from a file', async () => {
    writeFileSync(at('a.json'), '');
    expect(await isFolder(folder)).toBe(true);
    expect(await isFolder(at('a.json'))).toBe(false);
    expect(await codeOf(isFolder(at('none')))).toBe('notFound');
  });
});
