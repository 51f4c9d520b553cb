import { createStore, get, set, update } from 'idb-keyval';
import { z } from 'zod';

/** The number of documents remembered, and the longest text remembered whole, in characters. */
const MOST = 12;
const MOST_TEXT = 4 * 2 ** 20;

const LIST = 'list';

const common = { key: z.string(), name: z.string(), at: z.number() };
const entrySchema = z.union([
  z.object({ ...common, handle: z.custom<FileSystemFileHandle>((value) => value instanceof FileSystemFileHandle) }),
  z.object({ ...common, text: z.string() }),
]);

/** A document used in this browser: the file handle if the browser can keep it, or else its last text. */
export type Entry = Readonly<z.output<typeof entrySchema>>;

/** The recent documents of this browser, the newest first, in IndexedDB. */
export interface BrowserRecent {
  list(): Promise<readonly Entry[]>;
  /** Puts a document first, replacing the entry of the same file, or of the same name if there is only text. */
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
      // A visible list still uses its old key.
      const [key = crypto.randomUUID()] = same;
      const stamp = { key, name, at: Date.now() };
      const entry: Entry = typeof what === 'string' ? { ...stamp, text: what } : { ...stamp, handle: what };
      await update(LIST, (found) => [entry, ...parse(found).filter((other) => !same.has(other.key))].slice(0, MOST), store);
    },
    remove: (key) => update(LIST, (found) => parse(found).filter((entry) => entry.key !== key), store),
    clear: () => set(LIST, [], store),
  };
}

/** The keys of the entries for the same document. */
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

/** Skips entries that another version of Patchbay wrote and this one cannot read. */
function parse(found: unknown): readonly Entry[] {
  const list = z.array(z.unknown()).safeParse(found);
  return (list.data ?? []).flatMap((one) => {
    const entry = entrySchema.safeParse(one);
    return entry.success ? [entry.data] : [];
  });
}
