/**
 * A line to another process: messages go out and come in, and it closes when the other side is gone. Electron's utilityProcess and
 * Node's child_process each have theirs; nothing beyond this file knows which.
 */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** The line to the process that started this one. @throws Error where nothing did */
export function parentPort(): Port {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isUtilityPort(port)) return utilityPort(port);
  if (!process.send) throw new Error('the engine is started by Patchbay, not by hand');
  return {
    // A parent that is gone cannot be told anything; `onClose` says so.
    post: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}

/** What Electron gives a utility process as `process.parentPort`. */
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
