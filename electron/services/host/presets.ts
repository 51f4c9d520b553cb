import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Document } from '../../../shared/graph/document';
import { parseDocument, serializeDocument } from '../../../shared/graph/parse';
import type { Preset } from '../../../shared/host/areas/presets';
import { hostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { explainIssue, type Issue } from '../../../shared/i18n/issues';
import { createMutex } from '../../files/mutex';
import { slugOf } from '../../files/slug';
import { addText, asFileError, FileError, readText, writeText } from '../../files/text-file';

const EXTENSION = '.patchbay.json';

/** Maximum number of the user's own presets that are listed. */
const MOST = 1_000;

/** Presets: those that come with Patchbay, and the user's own. */
export interface Presets {
  list(): Promise<Preset[]>;
  /** @throws HostError notADocument, noPreset */
  save(name: string, text: string, replace?: string): Promise<{ id: string }>;
  /** @throws HostError noPreset */
  remove(id: string): Promise<{ text: string | null }>;
}

/** @param shipped the folder that comes with Patchbay; @param own the user's folder, which may not exist */
export function createPresets(shipped: string, own: string): Presets {
  const turn = createMutex();
  const pathOf = (name: string) => path.join(own, `${name}${EXTENSION}`);

  /** The file name of one of the user's own presets. Only listed names are accepted, so an id cannot lead out of the folder. */
  async function ownName(id: string): Promise<string> {
    const name = (await namesIn(own)).find((candidate) => `own/${candidate}` === id);
    if (name === undefined) throw hostError('noPreset');
    return name;
  }

  return {
    list: async () => {
      const come = (await namesIn(shipped)).map(async (name): Promise<Preset[]> => {
        const text = await readText(path.join(shipped, `${name}${EXTENSION}`));
        const parsed = parseDocument(text);
        return parsed.ok ? [{ id: name, name: parsed.document.name || name, own: false, text }] : [];
      });
      const made = (await namesIn(own)).slice(0, MOST).map((name) => readOwn(name, pathOf(name)));
      return [...(await Promise.all(come)).flat(), ...(await Promise.all(made))];
    },
    save: (name, text, replace) =>
      turn(async () => {
        const parsed = parseDocument(text);
        if (!parsed.ok) throw hostError('notADocument', { file: name, issue: issueText(parsed.issues) });
        const document: Document = { ...parsed.document, name };
        const written = serializeDocument(document);
        if (replace === undefined) return { id: `own/${await addTo(own, slugOf(name) || 'preset', written)}` };
        const place = await ownName(replace);
        await writeText(pathOf(place), written);
        return { id: `own/${place}` };
      }),
    remove: (id) =>
      turn(async () => {
        const file = pathOf(await ownName(id));
        const text = await readText(file).catch((error: unknown) => {
          if (error instanceof FileError) return null;
          throw error;
        });
        await rm(file);
        return { text };
      }),
  };
}

/** The sorted names of the documents in a folder; none if the folder does not exist. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION) && !entry.name.startsWith('.'))
    .map(({ name }) => name.slice(0, -EXTENSION.length))
    .filter((name) => name !== '' && name.length <= 150)
    .sort();
}

/** Reads one of the user's own presets. One that cannot be read is listed with its error, so that it never hides the others. */
async function readOwn(name: string, file: string): Promise<Preset> {
  const id = `own/${name}`;
  try {
    const text = await readText(file);
    const parsed = parseDocument(text);
    if (!parsed.ok) return { id, name, own: true, issue: issueText(parsed.issues) };
    return { id, name: parsed.document.name || name, own: true, text };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { id, name, own: true, issue: error.textWithoutFolder };
  }
}

/** The first mistake of a file that is not a valid document. */
function issueText([first]: readonly Issue[]): LocalizedText {
  if (!first) return { en: '', es: '' };
  const place = first.path === '' ? '' : `${first.path}: `;
  return { en: `${place}${explainIssue(first, 'en')}`, es: `${place}${explainIssue(first, 'es')}` };
}

/** Writes a document under the wanted name, or with a number appended if that name is taken. @returns the name @throws FileError */
async function addTo(folder: string, wanted: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw asFileError(error, folder, 'write');
  });
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (await addText(path.join(folder, `${name}${EXTENSION}`), text)) return name;
  }
}
