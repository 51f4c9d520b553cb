import { constants, type Dirent } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Document, LIMITS } from '../../shared/graph/document';
import { type Parsed, parseDocument, serializeDocument } from '../../shared/graph/parse';
import { type Lang, lookUp, type Messages, type Values } from '../../shared/i18n/i18n';
import { printable } from '../../shared/i18n/issues';
import { addFileWhole, writeFileWhole } from './write-whole';

/** Why a file cannot be read or written. */
const WORDS: Messages = {
  en: {
    notFound: 'There is no file {file}.',
    folder: '{file} is a folder.',
    notRegular: '{file} is not an ordinary file.',
    noPermission: 'You have no permission to open {file}.',
    noWritePermission: 'You have no permission to write {file}.',
    tooLarge: '{file} has {found} bytes, and a document may have at most {most}.',
    tooLargeToWrite: 'The document would have {found} bytes, and may have at most {most}: {file} is not written.',
    notText: '{file} is not text: a document is JSON in UTF-8.',
    noFolder: 'The folder of {file} does not exist.',
    diskFull: 'The disk is full: {file} is not written.',
    readOnlyDisk: 'The disk of {file} can only be read.',
    nameTooLong: 'The name {file} is too long for this disk.',
    loop: '{file} is a symbolic link that leads back to itself.',
    tooManyOpen: 'Too many files are open: {file} could not be opened.',
    inUse: 'Another program is using {file}.',
    failed: '{file} could not be opened ({reason}).',
  },
  es: {
    notFound: 'No existe el archivo {file}.',
    folder: '{file} es una carpeta.',
    notRegular: '{file} no es un archivo común.',
    noPermission: 'No tiene permiso para abrir {file}.',
    noWritePermission: 'No tiene permiso para escribir {file}.',
    tooLarge: '{file} tiene {found} bytes, y un documento puede tener como máximo {most}.',
    tooLargeToWrite: 'El documento tendría {found} bytes, y puede tener como máximo {most}: {file} no se escribe.',
    notText: '{file} no es texto: un documento es JSON en UTF-8.',
    noFolder: 'No existe la carpeta de {file}.',
    diskFull: 'El disco está lleno: {file} no se escribió.',
    readOnlyDisk: 'El disco de {file} es de solo lectura.',
    nameTooLong: 'El nombre {file} es demasiado largo para este disco.',
    loop: '{file} es un enlace simbólico que lleva a sí mismo.',
    tooManyOpen: 'Hay demasiados archivos abiertos: no se pudo abrir {file}.',
    inUse: 'Otro programa está usando {file}.',
    failed: 'No se pudo abrir {file} ({reason}).',
  },
};

/** A file that cannot be read or written: a code, and the values of its words. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly code: string,
    readonly values: Values,
    options?: ErrorOptions,
  ) {
    super(lookUp(WORDS, code, values, 'en') ?? code, options);
  }
}

/** What a `FileError` says, as a sentence. */
export function fileMessage({ code, values }: FileError, lang: Lang): string {
  return lookUp(WORDS, code, values, lang) ?? code;
}

const fileError = (code: string, file: string, values: Values = {}) =>
  new FileError(code, { file: printable(file, 1_000), ...values });

/** The operating system's codes, and ours for them. */
const SYSTEM_CODES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'notFound'],
  ['ENOTDIR', 'notFound'],
  ['EISDIR', 'folder'],
  ['EACCES', 'noPermission'],
  ['EPERM', 'noPermission'],
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EROFS', 'readOnlyDisk'],
  ['ENAMETOOLONG', 'nameTooLong'],
  ['ELOOP', 'loop'],
  ['EMFILE', 'tooManyOpen'],
  ['ENFILE', 'tooManyOpen'],
  ['EBUSY', 'inUse'],
  ['ETXTBSY', 'inUse'],
]);

/** Those that mean something else when it is writing that failed. */
const WRITING_CODES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'noFolder'],
  ['ENOTDIR', 'noFolder'],
  ['EACCES', 'noWritePermission'],
  ['EPERM', 'noWritePermission'],
]);

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // A name with a NUL byte in it never reaches the operating system: Node refuses it.
  const code: unknown = Reflect.get(error, 'code');
  return code === 'ERR_INVALID_ARG_VALUE' ? 'ENOENT' : typeof code === 'string' ? code : undefined;
}

/** An error of the operating system as a `FileError`; any other error is a mistake of ours, and stays what it is. */
export function asFileError(error: unknown, file: string, action: 'read' | 'write'): unknown {
  const code = systemCode(error);
  if (error instanceof FileError || code === undefined) return error;
  const known = (action === 'write' ? WRITING_CODES.get(code) : undefined) ?? SYSTEM_CODES.get(code) ?? 'failed';
  return new FileError(known, { file: printable(file, 1_000), reason: code }, { cause: error });
}

async function orFileError<T>(file: string, action: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFileError(error, file, action);
  }
}

/**
 * Reads a document. A file that is no document is an answer, not an error.
 * @throws FileError where there is no such file, or no text in it
 */
export async function readDocument(file: string): Promise<Parsed> {
  return parseDocument(await readText(file));
}

/**
 * The text of an ordinary file in UTF-8, of `most` bytes at most: what a document may have, if nothing else is said.
 * @throws FileError
 */
export async function readText(file: string, most: number = LIMITS.bytes): Promise<string> {
  return decode(await readBytes(file, most), file);
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fileError('notText', file);
  }
}

/** The bytes of an ordinary file, whose size is looked at before any memory is taken. */
function readBytes(file: string, most: number): Promise<Uint8Array> {
  return orFileError(file, 'read', async () => {
    // Opening a pipe would wait for someone to write into it, so this comes first.
    const { size } = refuseOdd(await stat(file), file);
    if (size > most) throw fileError('tooLarge', file, { found: size, most });
    const handle = await open(file, 'r');
    try {
      // One byte more than there should be: a file that has grown since is found out.
      const bytes = Buffer.alloc(size + 1);
      let read = 0;
      for (let last = -1; last !== 0 && read < bytes.length; read += last)
        last = (await handle.read(bytes, read, bytes.length - read, null)).bytesRead;
      if (read > size) throw fileError('inUse', file);
      return bytes.subarray(0, read);
    } finally {
      await handle.close();
    }
  });
}

function refuseOdd<S extends { isDirectory(): boolean; isFile(): boolean }>(stats: S, file: string): S {
  if (stats.isDirectory()) throw fileError('folder', file);
  if (!stats.isFile()) throw fileError('notRegular', file);
  return stats;
}

/** Writes a document. @throws FileError */
export async function writeDocument(file: string, document: Document): Promise<void> {
  const text = serializeDocument(document);
  const found = Buffer.byteLength(text);
  if (found > LIMITS.bytes) throw fileError('tooLargeToWrite', file, { found, most: LIMITS.bytes });
  await writeText(file, text);
}

/**
 * Writes a text file whole or not at all: under another name first, flushed, then renamed. What stands there already is replaced
 * if it is an ordinary file that may be written, and never a folder, device or pipe.
 * @throws FileError
 */
export function writeText(file: string, text: string): Promise<void> {
  return writeWhole(file, Buffer.from(text));
}

/** Writes a file of bytes, as `writeText` does one of text. @throws FileError */
export function writeWhole(file: string, bytes: Buffer): Promise<void> {
  return orFileError(file, 'write', async () => {
    const stats = await stat(file).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (stats) {
      refuseOdd(stats, file);
      // Renaming would replace a file that is protected from writing as well.
      await access(file, constants.W_OK);
    }
    await writeFileWhole(file, bytes);
  });
}

/** Writes a new text file whole or not at all. @returns false where there is a file of this name, which stays as it is @throws FileError */
export function addText(file: string, text: string): Promise<boolean> {
  return orFileError(file, 'write', () => addFileWhole(file, text));
}

/** Whether there is a folder of this name. @throws FileError where there is nothing at all */
export function isFolder(file: string): Promise<boolean> {
  return orFileError(file, 'read', async () => (await stat(file)).isDirectory());
}

/** A file that may be a document, or a folder that could not be looked into. */
export interface Found {
  readonly file: string;
  readonly error?: unknown;
}

/**
 * The files in a folder and its subfolders that may be documents (*.json), by name. Symbolic links are not followed, so that a
 * link to a folder above cannot go on for ever; hidden files and folders and `node_modules` are not looked at.
 */
export async function findDocuments(folder: string): Promise<readonly Found[]> {
  let entries: readonly Dirent[];
  try {
    entries = await orFileError(folder, 'read', () => readdir(folder, { withFileTypes: true }));
  } catch (error) {
    return [{ file: folder, error }];
  }
  const found: Found[] = [];
  for (const entry of [...entries].sort(byName)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await findDocuments(file)));
    else if (entry.isFile() && /\.json$/i.test(entry.name)) found.push({ file });
  }
  return found;
}

/** In the order of the characters' codes: the same on every machine and in every language. */
function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
