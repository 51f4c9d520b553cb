/**
 * A bidirectional message channel between a page and its host: Electron's bridge, or a WebSocket. Messages are plain data, and arrive in
 * order. Messages posted to a closed channel are lost; `onClose` also calls listeners that are added after it closed.
 */
export interface Transport {
  /** Sends a message. @throws HostError if it is too large for the channel */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** The maximum size of a message on a channel with a limit, in bytes. */
export const MOST_MESSAGE = 40 * 2 ** 20;
