import type { Bridge } from '../../shared/host/bridge';
import type { Transport } from '../../shared/host/rpc/transport';

declare global {
  interface Window {
    /** Exists only in the desktop app. */
    readonly patchbay?: Bridge<File>;
  }
}

/** The channel of the desktop app. It closes only with the window. */
export function bridgeTransport(bridge: Bridge<File>): Transport {
  return {
    post: (message) => bridge.post(message),
    onMessage: (listener) => bridge.onMessage(listener),
    onClose: () => {},
  };
}
