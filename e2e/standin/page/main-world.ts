import { openBridge } from './bridge';

/** Set by the script's own first lines. */
declare const STANDIN_CHANNEL: string;

/** The page's end of the bridge: what the preload exposes is put on the window, and cannot be changed there. */
if (window === window.top) {
  openBridge(STANDIN_CHANNEL, 'page', (key, value) => {
    if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
    Object.defineProperty(window, key, { value: frozen(value), enumerable: true, configurable: false, writable: false });
  });
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
