import { type HostError, serviceError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { FromEngine } from '../../engine/protocol/protocol';
import { type EngineProcess, howEnded, type StartEngine } from '../engine-process';
import { runError } from './messages';

/** Milliseconds after which an unused process with a model is ended. */
const KEPT = 3 * 60_000;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: HostError): void;
}

/** Computes with trained models in a process that keeps the last model open, so that the next request is fast. */
export interface ModelInspector {
  /** @throws HostError with the engine's message, or lookDied */
  ask(folder: string, look: 'views.cell' | 'views.images' | 'views.layer' | 'views.predict', input: unknown): Promise<unknown>;
  close(): void;
}

export function createModelInspector(startEngine: StartEngine, kept = KEPT): ModelInspector {
  /** The process, a promise that it listens, and the pending requests. */
  let engine:
    | { readonly process: EngineProcess; readonly listening: Promise<void>; readonly waiting: Map<number, Waiting> }
    | undefined;
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;

  const open = () => {
    const waiting = new Map<number, Waiting>();
    let listens = () => {};
    const listening = new Promise<void>((resolve) => {
      listens = resolve;
    });
    const process = startEngine({ type: 'look' }, (message) => {
      if (message.type === 'listening') listens();
      else settle(waiting, message);
    });
    const opened = { process, listening, waiting };
    void process.ended.then((ended) => {
      if (engine === opened) engine = undefined;
      const how = howEnded(ended);
      for (const { reject } of waiting.values()) reject(runError('lookDied', { how }));
    });
    return opened;
  };
  const close = () => {
    clearTimeout(idle);
    engine?.process.kill();
    engine = undefined;
  };
  return {
    ask: (folder, look, input) => {
      clearTimeout(idle);
      idle = setTimeout(close, kept);
      idle.unref();
      engine ??= open();
      const { process, listening, waiting } = engine;
      const number = asked++;
      void listening.then(() => process.send({ type: 'question', number, folder, look, input }));
      return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
    },
    close,
  };
}

function settle(waiting: Map<number, Waiting>, message: FromEngine): void {
  if (message.type !== 'answer') return;
  const { resolve, reject } = waiting.get(message.number) ?? {};
  waiting.delete(message.number);
  if (message.failed) reject?.(failed(message.failed));
  else resolve?.(message.answer);
}

const failed = (text: LocalizedText) => serviceError('cannotLook', text);
