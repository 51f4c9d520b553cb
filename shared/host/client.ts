import { api, type Call, type In, type Out } from './api';
import { HostClosed, HostError, hostError } from './errors';
import { type EventName, events, isEvent, type Payload } from './events';
import type { Transport } from './rpc/transport';
import { type Reply, type Request, replySchema, whereOf } from './rpc/wire';

/** The host, as a page sees it. */
export interface Host {
  /** @throws HostError with what the host says; HostClosed when the connection ends before the answer */
  call<K extends Call>(call: K, input: In<K>): Promise<Out<K>>;
  /** @returns what ends the listening */
  on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: HostError): void;
}

/** A host at the other end of a transport. Whatever it says is parsed; what is neither an answer nor an event is passed over. */
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
    else waiting?.reject(new HostError(reply.error.code, reply.error.text));
  }

  function ask(call: string, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new HostClosed());
      const request: Request = { id: asked++, call, input };
      // A message that the line refuses rejects this promise, and nobody waits for its answer.
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

/** Who listens to which event. */
export class Listeners {
  readonly #byEvent = new Map<EventName, Set<(payload: unknown) => void>>();

  /** @returns what ends the listening */
  add<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void {
    const parsed = (payload: unknown) => {
      const known = events[event].safeParse(payload);
      if (known.success) listener(known.data);
    };
    const all = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, all.add(parsed));
    return () => void all.delete(parsed);
  }

  /** Tells an event. One that is not known, or does not say what it should, reaches nobody. */
  tell(event: string, payload: unknown): void {
    if (isEvent(event)) for (const listener of [...(this.#byEvent.get(event) ?? [])]) listener(payload);
  }
}
