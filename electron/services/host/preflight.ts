import type { Handlers } from '../../../shared/host/api';
import { serviceError } from '../../../shared/host/errors';
import type { FromEngine } from '../../engine/protocol/protocol';
import { type EngineProcess, howEnded, type StartEngine } from '../engine-process';
import { runError } from '../runs/messages';
import { checkOrder } from '../runs/run-requests';

/** The handlers of `preflight.*`. */
export type PreflightHandlers = Pick<Handlers, Extract<keyof Handlers, `preflight.${string}`>>;

/** Tries graphs before training. A new trial cancels the previous one. */
export function createPreflight(startEngine: StartEngine): PreflightHandlers & { close(): void } {
  let current: EngineProcess | undefined;
  let asked = 0;
  const close = () => {
    asked++;
    current?.kill();
    current = undefined;
  };
  return {
    close,
    'preflight.trial': async (order) => {
      close();
      const mine = asked;
      const { document, graph } = await checkOrder(order, startEngine);
      if (asked !== mine) throw runError('trialCancelled');
      let tried: (FromEngine & { readonly type: 'tried' }) | undefined;
      const engine = startEngine({ type: 'trial', document, graph: graph.id, engine: 'auto' }, (message) => {
        if (message.type === 'tried') tried = message;
      });
      current = engine;
      const ended = await engine.ended;
      const cancelled = current !== engine;
      if (!cancelled) current = undefined;
      if (tried) return tried;
      if (cancelled) throw runError('trialCancelled');
      if (ended.type === 'ended' && ended.reason) throw serviceError('cannotTry', ended.reason);
      throw runError('trialDied', { how: howEnded(ended) });
    },
    'preflight.cancel': async () => {
      close();
      return {};
    },
  };
}
