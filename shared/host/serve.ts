import { api, type Call, type Handlers, isCall } from './api';
import { HostError, hostError } from './errors';
import type { EventName, Payload } from './events';
import { shortened } from './rpc/procedure';
import type { Transport } from './rpc/transport';
import { type Reply, type Request, requestSchema, whereOf } from './rpc/wire';

/** The host's end of a connection. */
export interface Served {
  /** Sends an event to the page. */
  emit<E extends EventName>(event: E, payload: Payload<E>): void;
}

/** Converts an error of a handler to the one that is sent to the page. */
export type Explain = (error: unknown) => HostError;

/** Sends a `HostError` as it is. Any other error, which may contain paths or secrets, is sent as `failed`. */
export const explainNothing: Explain = (error) =>
  error instanceof HostError ? error : hostError('failed', {}, { cause: error });

/**
 * Serves the requests of a transport. Every input is parsed before its handler gets it, and every output before it is sent. Messages that
 * are not requests are ignored.
 */
export function serve(transport: Transport, handlers: Handlers, explain: Explain = explainNothing): Served {
  const post = (reply: Reply) => transport.post(reply);
  let open = true;
  transport.onClose(() => {
    open = false;
  });
  transport.onMessage((message) => {
    const request = requestSchema.safeParse(message);
    if (!request.success) return;
    void answer(request.data, handlers, explain).then((reply) => {
      if (open) post(reply);
    });
  });
  return {
    emit: (event, payload) => {
      if (open) post({ event, payload });
    },
  };
}

async function answer({ id, call, input }: Request, handlers: Handlers, explain: Explain): Promise<Reply> {
  try {
    if (!isCall(call)) throw hostError('unknownCall', { call });
    return { id, ok: true, output: await carryOut(call, input, handlers) };
  } catch (error) {
    const { code, text } = explain(error);
    return { id, ok: false, error: { code, text: shortened(text) } };
  }
}

async function carryOut<K extends Call>(call: K, input: unknown, handlers: Handlers): Promise<unknown> {
  const procedure = api[call];
  const checked = procedure.in.safeParse(input);
  if (!checked.success) throw hostError('badInput', { call, where: whereOf(checked.error) });
  return procedure.out.parse(await handlers[call](checked.data));
}
