import { constants, type Dirent } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Document, LIMITS } from '../../shared/graph/document';
import { type Parsed, parseDocument, serializeDocument } from '../../shared/graph/parse';
import { type CodeOf, defineMessages, type LocalizedText, localize, type Values } from '../../shared/i18n/i18n';
import { printable } from '../../shared/i18n/issues';
import { MessageError } from '../../shared/i18n/message-error';
import { hasCode, type SystemProblem, systemCode, systemProblem } from './system-error';
import { addFileWhole, writeFileWhole } from './write-whole';

const MESSAGES = defineMessages({
  en: {
    notFound: 'The file {file} does not exist.',
    folder: '{file} is a folder.',
    notRegular: '{file} is not a regular file.',
    noPermission: 'You have no permission to open {file}.',
    noWritePermission: 'You have no permission to write {file}.',
    tooLarge: '{file} has {found} bytes, and a document may have at most {most}.',
    tooLargeToWrite: 'The document would have {found} bytes, and may have at most {most}: {file} was not written.',
    notText: '{file} is not text: a document is JSON in UTF-8.',
    noFolder: 'The folder of {file} does not exist.',
    diskFull: 'The disk is full: {file} was not written.',
    readOnlyDisk: 'The disk of {file} is read-only.',
    nameTooLong: 'The name {file} is too long for this disk.',
    loop: '{file} is a symbolic link that points to itself.',
    tooManyOpen: 'Too many files are open: {file} could not be opened.',
    inUse: 'Another program is using {file}.',
    taken: 'There is a file at {file} already, and not a folder.',
    failed: '{file} could not be opened ({reason}).',
  },
  es: {
    notFound: 'No existe el archivo {file}.',
    folder: '{file} es una carpeta.',
    notRegular: '{file} no es un archivo regular.',
    noPermission: 'No tiene permiso para abrir {file}.',
    noWritePermission: 'No tiene permiso para escribir {file}.',
    tooLarge: '{file} tiene {found} bytes, y un documento puede tener como máximo {most}.',
    tooLargeToWrite: 'El documento tendría {found} bytes, y puede tener como máximo {most}: {file} no se escribió.',
    notText: '{file} no es texto: un documento es JSON en UTF-8.',
    noFolder: 'No existe la carpeta de {file}.',
    diskFull: 'El disco está lleno: {file} no se escribió.',
    readOnlyDisk: 'El disco de {file} es de solo lectura.',
    nameTooLong: 'El nombre {file} es demasiado largo para este disco.',
    loop: '{file} es un enlace simbólico que apunta a sí mismo.',
    tooManyOpen: 'Hay demasiados archivos abiertos: no se pudo abrir {file}.',
    inUse: 'Otro programa está usando {file}.',
    taken: 'En {file} ya hay un archivo, y no una carpeta.',
    failed: 'No se pudo abrir {file} ({reason}).',
  },
});

/** The codes of a `FileError`. */
export type FileErrorCode = CodeOf<typeof MESSAGES>;

/** A file that cannot be read or written: a code, and a message. */
export class FileError extends MessageError<FileErrorCode> {
  override readonly name = 'FileError';

  constructor(
    code: FileErrorCode,
    readonly file: string,
    readonly values: Values = {},
    options?: ErrorOptions,
  ) {
    super(code, textOf(code, file, values), options);
  }

  /** The message with the file's name alone, for readers who should not see the path. */
  get textWithoutFolder(): LocalizedText {
    return textOf(this.code, path.basename(this.file), this.values);
  }
}

function textOf(code: FileErrorCode, file: string, values: Values): LocalizedText {
  return localize(MESSAGES, code, { ...values, file: printable(file, 1_000) });
}

/** The codes of the system's problems; any other is `failed`. */
const SYSTEM_CODES: Partial<Record<SystemProblem, FileErrorCode>> = {
  missing: 'notFound',
  folder: 'folder',
  denied: 'noPermission',
  full: 'diskFull',
  readOnly: 'readOnlyDisk',
  nameTooLong: 'nameTooLong',
  loop: 'loop',
  tooManyOpen: 'tooManyOpen',
  busy: 'inUse',
  exists: 'taken',
};

/** The codes for a failed write. */
const WRITING_CODES: typeof SYSTEM_CODES = { ...SYSTEM_CODES, missing: 'noFolder', denied: 'noWritePermission' };

/** The system calls that write. */
const WRITES = new Set([
  'mkdir',
  'mkdtemp',
  'rename',
  'link',
  'symlink',
  'copyfile',
  'unlink',
  'rmdir',
  'write',
  'ftruncate',
  'fsync',
]);

/** The `FileError` of an error of the operating system that names its file; returns any other error unchanged. */
export function namedFileError(error: unknown): unknown {
  const [file, call]: unknown[] = error instanceof Error ? [Reflect.get(error, 'path'), Reflect.get(error, 'syscall')] : [];
  if (typeof file !== 'string' || typeof call !== 'string') return error;
  return asFileError(error, file, WRITES.has(call) ? 'write' : 'read');
}

/** Turns an error of the operating system into a `FileError`; returns any other error, which is a bug, unchanged. */
export function asFileError(error: unknown, file: string, action: 'read' | 'write'): unknown {
  const problem = systemProblem(error);
  if (error instanceof FileError || problem === undefined) return error;
  const codes = action === 'write' ? WRITING_CODES : SYSTEM_CODES;
  return new FileError(codes[problem] ?? 'failed', file, { reason: systemCode(error) ?? problem }, { cause: error });
}

async function orFileError<T>(file: string, action: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFileError(error, file, action);
  }
}

/**
 * Reads a document. A file that is not a valid document gives a result with `ok: false`.
 * @throws FileError if the file does not exist or is not text
 */
export async function readDocument(file: string): Promise<Parsed> {
  return parseDocument(await readText(file));
}

/**
 * Reads a regular file as UTF-8. @param most the maximum size in bytes (default: that of a document)
 * @throws FileError
 */
export async function readText(file: string, most: number = LIMITS.bytes): Promise<string> {
  return decode(await readBytes(file, most), file);
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileError('notText', file);
  }
}

/** Reads a regular file; its size is checked before memory is allocated. */
function readBytes(file: string, most: number): Promise<Uint8Array> {
  return orFileError(file, 'read', async () => {
    // Checked before opening: opening a named pipe would block until something writes to it.
    const { size } = refuseOdd(await stat(file), file);
    if (size > most) throw new FileError('tooLarge', file, { found: size, most });
    const handle = await open(file, 'r');
    try {
      // One extra byte, to detect a file that has grown since.
      const bytes = Buffer.alloc(size + 1);
      let read = 0;
      for (let last = -1; last !== 0 && read < bytes.length; read += last)
        last = (await handle.read(bytes, read, bytes.length - read, null)).bytesRead;
      if (read > size) throw new FileError('inUse', file);
      return bytes.subarray(0, read);
    } finally {
      await handle.close();
    }
  });
}

function refuseOdd<S extends { isDirectory(): boolean; isFile(): boolean }>(stats: S, file: string): S {
  if (stats.isDirectory()) throw new FileError('folder', file);
  if (!stats.isFile()) throw new FileError('notRegular', file);
  return stats;
}

/** Writes a document. @throws FileError */
export async function writeDocument(file: string, document: Document): Promise<void> {
  const text = serializeDocument(document);
  const found = Buffer.byteLength(text);
  if (found > LIMITS.bytes) throw new FileError('tooLargeToWrite', file, { found, most: LIMITS.bytes });
  await writeText(file, text);
}

/**
 * Writes a text file atomically: to a temporary file, flushed, then renamed. An existing file is replaced if it is a writable
 * regular file; a folder, device or pipe is never replaced.
 * @throws FileError
 */
export function writeText(file: string, text: string): Promise<void> {
  return writeWhole(file, Buffer.from(text));
}

/** Writes a binary file atomically. @see writeText @throws FileError */
export function writeWhole(file: string, bytes: Buffer): Promise<void> {
  return orFileError(file, 'write', async () => {
    const stats = await stat(file).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (stats) {
      refuseOdd(stats, file);
      // rename() replaces even a read-only file, so write permission is checked first.
      await access(file, constants.W_OK);
    }
    await writeFileWhole(file, bytes);
  });
}

/** Writes a new text file atomically. @returns false, and changes nothing, if a file of this name exists @throws FileError */
export function addText(file: string, text: string): Promise<boolean> {
  return orFileError(file, 'write', () => addFileWhole(file, text));
}

/** True if the path is a folder. @throws FileError if it does not exist */
export function isFolder(file: string): Promise<boolean> {
  return orFileError(file, 'read', async () => (await stat(file)).isDirectory());
}

/** A file that may be a document, or a folder that could not be listed. */
export interface Found {
  readonly file: string;
  readonly error?: unknown;
}

/**
 * Finds the files in a folder and its subfolders that may be documents (*.json), sorted by name. Symbolic links are not followed,
 * since one to a parent folder would be endless; hidden files and folders and `node_modules` are skipped.
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

/** Compares by UTF-16 code units, which gives the same order on every machine. */
function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
