/**
 * A line between a page and its host: Electron's bridge, or a WebSocket. Messages are plain data, and arrive in order. What is
 * posted to a closed one is lost; `onClose` says so, also to those who come after it closed.
 */
export interface Transport {
  /** @throws HostError where the message is too large for the line */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** The most bytes that one message may have on a line that bounds them. */
export const MOST_MESSAGE = 40 * 2 ** 20;
