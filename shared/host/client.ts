import { api, type Call, type In, type Out } from './api';
import { HostClosed, type HostError, hostError, serviceError } from './errors';
import { type EventName, events, isEvent, type Payload } from './events';
import type { Transport } from './rpc/transport';
import { type Reply, type Request, replySchema, whereOf } from './rpc/wire';

/** The client of a host. */
export interface Host {
  /**
   * Calls a procedure of the host.
   * @throws HostError with the host's error; HostClosed if the connection ends before the answer
   * @example const runs = await host.call('runs.list', {});
   */
  call<K extends Call>(call: K, input: In<K>): Promise<Out<K>>;
  /** Listens to an event. @returns a function that stops listening */
  on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: HostError): void;
}

/** Connects to the host at the other end of a transport. All messages are parsed; those that are neither a reply nor an event are ignored. */
export function connect(transport: Transport): Host {
  const pending = new Map<number, Pending>();
  const listeners = new Listeners();
  let asked = 0;
  let closed = false;

  transport.onClose(() => {
    closed = true;
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(new HostClosed());
  });
  transport.onMessage((message) => {
    const reply = replySchema.safeParse(message);
    if (!reply.success) return;
    if ('event' in reply.data) listeners.tell(reply.data.event, reply.data.payload);
    else settle(reply.data);
  });

  function settle(reply: Exclude<Reply, { event: string }>) {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.output);
    else waiting?.reject(serviceError(reply.error.code, reply.error.text));
  }

  function ask(call: string, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new HostClosed());
      const request: Request = { id: asked++, call, input };
      // If the transport refuses the message, this promise rejects and no answer is awaited.
      transport.post(request);
      pending.set(request.id, { resolve, reject });
    });
  }

  return {
    call: async (call, input) => {
      const procedure = api[call];
      const checked = procedure.in.safeParse(input);
      if (!checked.success) throw hostError('badInput', { call, where: whereOf(checked.error) });
      const output = procedure.out.safeParse(await ask(call, checked.data));
      if (!output.success) throw hostError('badOutput', { call, where: whereOf(output.error) });
      return output.data;
    },
    on: (event, listener) => listeners.add(event, listener),
  };
}

/** The listeners of events. */
export class Listeners {
  readonly #byEvent = new Map<EventName, Set<(payload: unknown) => void>>();

  /** Adds a listener. @returns a function that removes it */
  add<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void {
    const parsed = (payload: unknown) => {
      const known = events[event].safeParse(payload);
      if (known.success) listener(known.data);
    };
    const all = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, all.add(parsed));
    return () => void all.delete(parsed);
  }

  /** Emits an event. Unknown events and invalid payloads are ignored. */
  tell(event: string, payload: unknown): void {
    if (isEvent(event)) for (const listener of [...(this.#byEvent.get(event) ?? [])]) listener(payload);
  }
}
