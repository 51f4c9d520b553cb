import type { Hello } from '../../shared/host/areas/app';
import type { Host } from '../../shared/host/client';

/** The state of the connection. After `lost`, it reconnects automatically with growing delays. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

/** The page's connection to its host. It outlives the channel that carries it. */
export interface Connection {
  /** While the connection is lost, a call rejects with HostClosed at once; listeners stay. */
  readonly host: Host;
  /** The host's greeting. */
  readonly hello: Hello;
  /** This window's id, as used by `recovery`. */
  readonly window: string;
  state(): ConnectionState;
  /** @returns a function that removes the listener; fits React's useSyncExternalStore */
  onState(listener: () => void): () => void;
}
