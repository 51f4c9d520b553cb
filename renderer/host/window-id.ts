const KEY = 'patchbay.window';

/** How long a page that is being reloaded may take to let go of its id, in milliseconds. */
const PATIENCE = 1_000;

/**
 * This window's id: the same after a reload, so that a page finds what it kept before, and never that of another window. A
 * duplicated tab inherits the storage of the one that it was made from; the browser's lock tells them apart.
 */
export async function windowId(): Promise<string> {
  const before = sessionStorage.getItem(KEY);
  if (before !== null && (await hold(before))) return before;
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  await hold(id);
  return id;
}

/** Takes the lock of an id for as long as the page lives. @returns whether it was to be had */
function hold(id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const held = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(`${KEY}.${id}`, { signal: AbortSignal.timeout(PATIENCE) }, held).catch(() => resolve(false));
  });
}
