import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Document, LIMITS } from '../../../shared/graph/document';
import { parseDocument, serializeDocument } from '../../../shared/graph/parse';
import { runsFolder } from '../../files/places';
import { checkpointPath } from '../../run-folder/checkpoint';
import { readRun, runPath } from '../../run-folder/folder';
import { importRun } from './import';
import { runError } from './messages';
import { keptOf } from './weights';

/**
 * The runs that a document takes weights from, stored in the document under the key `packed`: for each its run.json and the named
 * checkpoint, in the form of `runs.import`. Versions of Patchbay that do not know the key keep it, like all unknown fields.
 */
const packedSchema = z.array(z.object({ path: z.string().max(1_024), data: z.string() })).max(2_000);
type Packed = z.output<typeof packedSchema>;

/** Packs the weights that a document takes from runs into it. @throws HostError noRun, tooMuchToPack */
export async function packWeights(text: string): Promise<{ readonly text: string; readonly runs: readonly string[] }> {
  const { packed: _, ...document } = read(text);
  const packed: Packed = [];
  const runs = new Set<string>();
  for (const source of sourcesOf(document)) {
    const { id } = source;
    const folder = path.join(runsFolder(), id);
    const name = keptOf(source);
    const bytes = await readFile(checkpointPath(folder, name)).catch(() => {
      throw runError('noRun', { run: id });
    });
    packed.push({ path: `${id}/checkpoints/${name}.safetensors`, data: bytes.toString('base64') });
    if (!runs.has(id)) packed.push({ path: `${id}/run.json`, data: (await readFile(runPath(folder))).toString('base64') });
    runs.add(id);
  }
  const whole: Document & { packed?: Packed } = packed.length > 0 ? { ...document, packed } : document;
  const made = serializeDocument(whole);
  if (Buffer.byteLength(made) > LIMITS.bytes) throw runError('tooMuchToPack', { most: Math.round(LIMITS.bytes / 2 ** 20) });
  return { text: made, runs: [...runs] };
}

/** Removes packed runs from a document, and imports those that the user does not have yet. */
export async function unpackWeights(text: string): Promise<{ readonly text: string; readonly runs: readonly string[] }> {
  const { packed, ...document } = read(text);
  const files = packedSchema.safeParse(packed).data ?? [];
  const made: string[] = [];
  for (const id of new Set(files.map((file) => file.path.split('/')[0] ?? ''))) {
    const there = await readRun(path.join(runsFolder(), id)).catch(() => undefined);
    if (there || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id)) continue;
    made.push(await importRun({ files: files.filter((file) => file.path.startsWith(`${id}/`)) }));
  }
  return { text: packed === undefined ? text : serializeDocument(document), runs: made };
}

function read(text: string): Document & { readonly packed?: unknown } {
  const parsed = parseDocument(text);
  if (!parsed.ok) throw runError('notADocument', { issue: parsed.issues[0]?.path ?? '' });
  return parsed.document;
}

/** The checkpoints that a document's layers refer to, without duplicates. */
function sourcesOf(document: Document) {
  const named = document.graphs.flatMap((graph) =>
    Object.values(graph.nodes).flatMap(({ weightsFrom }) => weightsFrom?.run ?? []),
  );
  return [...new Map(named.map((run) => [`${run.id} ${run.checkpoint}`, run])).values()];
}
