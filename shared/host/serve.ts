import { api, type Call, type Handlers, isCall } from './api';
import { HostError, hostError } from './errors';
import type { EventName, Payload } from './events';
import { shortened } from './rpc/procedure';
import type { Transport } from './rpc/transport';
import { type Reply, type Request, requestSchema, whereOf } from './rpc/wire';

/** The host's end of a connection. */
export interface Served {
  /** Tells the page something by itself. */
  emit<E extends EventName>(event: E, payload: Payload<E>): void;
}

/** What becomes of an error of a handler: the words that the page is told. */
export type Explain = (error: unknown) => HostError;

/** A `HostError` is told as it is. Of any other, which may name files or secrets of the host's, the page learns nothing. */
export const explainNothing: Explain = (error) =>
  error instanceof HostError ? error : hostError('failed', {}, { cause: error });

/**
 * Answers what comes over a transport. Every question is checked before its handler sees it, and every answer before it is sent.
 * A message that is no question at all has nobody to answer to, and is passed over.
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
