import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../host/json-file';
import { runsFolder, trashFolder } from '../places';
import { type Queued, queuedSchema } from './queue';
import { runError } from './words';

/** How long runs that were deleted can be brought back, in milliseconds. */
const KEPT = 7 * 24 * 3_600_000;

const noteSchema = z.object({ at: z.number().min(0), queued: queuedSchema.optional() });

const folderOf = (id: string) => path.join(trashFolder(), id);
const noteOf = (id: string) => path.join(trashFolder(), `${id}.json`);

/** Puts a run aside, with its place in the queue if it had one. What was put aside under that name before goes for good. */
export async function putAside(id: string, queued: Queued | undefined, now = Date.now()): Promise<void> {
  await mkdir(trashFolder(), { recursive: true, mode: 0o700 });
  await rm(folderOf(id), { recursive: true, force: true });
  await rename(path.join(runsFolder(), id), folderOf(id));
  await writeJson(noteOf(id), { at: now, queued });
}

/** Brings a run back. @returns its place in the queue if it had one. @throws HostError notInTrash, taken */
export async function bringBack(id: string): Promise<Queued | undefined> {
  const place = path.join(runsFolder(), id);
  const is = (file: string) =>
    access(file).then(
      () => true,
      () => false,
    );
  if (!(await is(folderOf(id)))) throw runError('notInTrash', { run: id });
  // Renaming onto a folder that is empty would be allowed.
  if (await is(place)) throw runError('taken', { run: id });
  const note = await readJson(noteOf(id), noteSchema, 2 ** 20);
  await rename(folderOf(id), place);
  await rm(noteOf(id), { force: true });
  return note?.queued;
}

/** Deletes for good what was put aside long ago. */
export async function emptyTrash(now = Date.now()): Promise<void> {
  for (const name of await readdir(trashFolder()).catch((): string[] => [])) {
    const id = name.replace(/\.json$/, '');
    const note = await readJson(noteOf(id), noteSchema, 2 ** 20);
    if (note && now - note.at < KEPT) continue;
    await rm(folderOf(id), { recursive: true, force: true });
    await rm(noteOf(id), { force: true });
  }
}
