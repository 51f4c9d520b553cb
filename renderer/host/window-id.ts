const KEY = 'patchbay.window';

/** The longest time for a reloading page to release its id, in milliseconds. */
const PATIENCE = 1_000;

/**
 * This window's id: the same after a reload, so that a page finds its recovery copy, and unique among windows. A
 * duplicated tab inherits the session storage of the original; a Web Lock tells them apart.
 */
export async function windowId(): Promise<string> {
  const before = sessionStorage.getItem(KEY);
  if (before !== null && (await hold(before))) return before;
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  await hold(id);
  return id;
}

/** Takes the lock of an id for the lifetime of the page. @returns true if the lock was free */
function hold(id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const held = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(`${KEY}.${id}`, { signal: AbortSignal.timeout(PATIENCE) }, held).catch(() => resolve(false));
  });
}
