/**
 * A line to another process: messages go out and come in, and it closes when the other side is gone. Electron's utilityProcess and
 * Node's child_process each have theirs; nothing beyond this file knows which.
 */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** The line to the process that forked this one. @throws Error where nothing did */
export function parentPort(): Port {
  if (!process.send) throw new Error('the engine is started by Patchbay, not by hand');
  return {
    // A parent that is gone cannot be told anything; `onClose` says so.
    post: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}
