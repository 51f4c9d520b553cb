const NAME = 'patchbay.key';

/**
 * The key of the page's server: from the address, or the one that another tab kept. It is removed from the address. Storage belongs to
 * one port, unlike cookies, so that no other server on this machine sees the key.
 */
export function takeServerKey(): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given === null) return localStorage.getItem(NAME) ?? undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return given;
}

/** Keeps a key that the server has accepted, for reloads and other tabs. */
export function keepServerKey(key: string): void {
  localStorage.setItem(NAME, key);
}
