import type { Hello } from '../../shared/host/areas/app';
import type { Host } from '../../shared/host/client';

/** How it stands with the host: `lost` is tried again by itself, a little later each time. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

/** The page's one connection to its host. It outlives the line that it goes over. */
export interface Connection {
  /** While the connection is lost, a call rejects with HostClosed at once; listeners stay. */
  readonly host: Host;
  /** What the host said first. */
  readonly hello: Hello;
  /** This window's id: the one of `recovery`. */
  readonly window: string;
  state(): ConnectionState;
  /** @returns what ends the listening; the pair fits React's useSyncExternalStore */
  onState(listener: () => void): () => void;
}
