import { createStore, get, set, update } from 'idb-keyval';
import { z } from 'zod';

/** How many are remembered, and how long a text may be that is remembered whole, in characters. */
const MOST = 12;
const MOST_TEXT = 4 * 2 ** 20;

const LIST = 'list';

const common = { key: z.string(), name: z.string(), at: z.number() };
const entrySchema = z.union([
  z.object({ ...common, handle: z.custom<FileSystemFileHandle>((value) => value instanceof FileSystemFileHandle) }),
  z.object({ ...common, text: z.string() }),
]);

/** A document that was used in this browser: the file, where the browser can hold on to it, or else its text as it last was. */
export type Entry = Readonly<z.output<typeof entrySchema>>;

/** The documents that were used last in this browser, the newest first, kept in its database. */
export interface BrowserRecent {
  list(): Promise<readonly Entry[]>;
  /** Puts a document first: in place of what was there of the same file, or the same name where there is only text. */
  remember(name: string, what: FileSystemFileHandle | string): Promise<void>;
  remove(key: string): Promise<void>;
  clear(): Promise<void>;
}

export function browserRecent(): BrowserRecent {
  const store = createStore('patchbay', 'recent');
  return {
    list: async () => parse(await get(LIST, store)),
    remember: async (name, what) => {
      if (typeof what === 'string' && what.length > MOST_TEXT) return;
      const same = await sameAs(parse(await get(LIST, store)), name, what);
      // A list on screen still names it by the key that it had.
      const [key = crypto.randomUUID()] = same;
      const stamp = { key, name, at: Date.now() };
      const entry: Entry = typeof what === 'string' ? { ...stamp, text: what } : { ...stamp, handle: what };
      await update(LIST, (found) => [entry, ...parse(found).filter((other) => !same.has(other.key))].slice(0, MOST), store);
    },
    remove: (key) => update(LIST, (found) => parse(found).filter((entry) => entry.key !== key), store),
    clear: () => set(LIST, [], store),
  };
}

/** The keys of the entries that are of the same document. */
async function sameAs(
  entries: readonly Entry[],
  name: string,
  what: FileSystemFileHandle | string,
): Promise<ReadonlySet<string>> {
  const same = await Promise.all(
    entries.map((entry) => {
      if (typeof what === 'string') return 'text' in entry && entry.name === name;
      return 'handle' in entry && entry.handle.isSameEntry(what);
    }),
  );
  return new Set(entries.filter((_, index) => same[index]).map(({ key }) => key));
}

/** What an older or newer version left there, and is not understood, is passed over. */
function parse(found: unknown): readonly Entry[] {
  const list = z.array(z.unknown()).safeParse(found);
  return (list.data ?? []).flatMap((one) => {
    const entry = entrySchema.safeParse(one);
    return entry.success ? [entry.data] : [];
  });
}
