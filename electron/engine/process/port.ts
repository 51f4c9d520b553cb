/**
 * A channel of messages to another process, which closes when that process ends: that of Electron's utilityProcess, or of Node's
 * child_process.
 */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** The channel to the process that started this one. @throws Error where it was started by hand */
export function parentPort(): Port {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isUtilityPort(port)) return utilityPort(port);
  if (!process.send) throw new Error('the engine is started by Patchbay, not by hand');
  return {
    // A message to a parent that has ended is dropped; `onClose` reports that.
    post: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}

/** Electron's `process.parentPort` of a utility process. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function isUtilityPort(value: unknown): value is UtilityPort {
  if (typeof value !== 'object' || value === null) return false;
  return ['postMessage', 'on'].every((name) => typeof Reflect.get(value, name) === 'function');
}

function utilityPort(port: UtilityPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    // Chromium ends a utility process along with the one that started it: there is nobody left to close the line.
    onClose: () => {},
  };
}
