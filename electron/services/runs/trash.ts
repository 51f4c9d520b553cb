import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../files/json-store';
import { runsFolder, trashFolder } from '../../files/places';
import { lockPath } from '../../run-folder/folder';
import { runError } from './messages';
import { type Queued, queuedSchema } from './queue';
import { underRunLock } from './run-lock';

/** Milliseconds for which deleted runs can be restored. */
const KEPT = 7 * 24 * 3_600_000;

/** The record of a deleted run: id, time, and its queue entry if it had one. */
const noteSchema = z.object({ run: z.string().max(200), at: z.number().min(0), queued: queuedSchema.optional() });
type Note = Readonly<z.output<typeof noteSchema>>;

/** Each deletion has its own folder, with the run and a record, since two deleted runs may have had the same name. */
const runIn = (place: string) => path.join(place, 'run');
const noteIn = (place: string) => path.join(place, 'deleted.json');

/** Moves a run to the trash, with its queue entry if it had one. @throws HostError runsElsewhere if another process has it */
export async function putAside(id: string, queued: Queued | undefined, now = Date.now()): Promise<void> {
  const home = path.join(runsFolder(), id);
  await underRunLock(home, async () => {
    await mkdir(trashFolder(), { recursive: true, mode: 0o700 });
    const place = await mkdtemp(path.join(trashFolder(), `${id}~`));
    await writeJson(noteIn(place), { run: id, at: now, queued } satisfies Note);
    await rename(home, runIn(place));
    // The lock was moved along with the folder.
    await rm(lockPath(runIn(place)), { force: true });
  });
}

/**
 * Restores the last deleted run of this id.
 * @param beforeQueued called first if it had a queue entry; the run stays in the trash if that throws
 * @returns its queue entry if it had one
 * @throws HostError notInTrash, taken
 */
export async function bringBack(id: string, beforeQueued: () => Promise<void> = async () => {}): Promise<Queued | undefined> {
  const [newest] = (await deleted()).filter(({ note }) => note?.run === id);
  if (!newest) throw runError('notInTrash', { run: id });
  const home = path.join(runsFolder(), id);
  // Checked first, since rename() replaces an empty folder.
  if (await isThere(home)) throw runError('taken', { run: id });
  if (newest.note?.queued) await beforeQueued();
  await rename(runIn(newest.place), home);
  await rm(newest.place, { recursive: true, force: true });
  return newest.note?.queued;
}

/** Deletes old entries of the trash permanently. */
export async function emptyTrash(now = Date.now()): Promise<void> {
  for (const { place, note } of await deleted()) {
    // Without a record that can be read, its folder tells when it was deleted.
    const at = note?.at ?? (await stat(place).catch(() => undefined))?.mtimeMs ?? now;
    if (now - at >= KEPT) await rm(place, { recursive: true, force: true });
  }
}

/** The entries of the trash, newest first. */
async function deleted(): Promise<readonly { readonly place: string; readonly note: Note | undefined }[]> {
  const names = await readdir(trashFolder()).catch((): string[] => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const place = path.join(trashFolder(), name);
      return { place, note: await readJson(noteIn(place), noteSchema, 2 ** 20) };
    }),
  );
  return found.sort((a, b) => (b.note?.at ?? 0) - (a.note?.at ?? 0));
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
