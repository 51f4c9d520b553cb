import type { Page } from '@playwright/test';
import { api, type Call, type In, type Out } from '../../shared/host/api';

/** Asks the host for something over the line that the desktop app's page has, as the page itself would. @throws Error with its code */
export async function callHost<K extends Call>(page: Page, call: K, input: In<K>): Promise<Out<K>> {
  const reply = await page.evaluate(
    ([name, told]) =>
      new Promise<{ readonly ok: boolean; readonly output?: unknown; readonly error?: { readonly code: string } }>((resolve) => {
        const id = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
        const { patchbay } = window;
        patchbay?.onMessage((message) => {
          if (typeof message !== 'object' || message === null || Reflect.get(message, 'id') !== id) return;
          const { ok, output, error } = JSON.parse(JSON.stringify(message));
          resolve({ ok, output, error });
        });
        patchbay?.post({ id, call: name, input: told });
      }),
    [call, input] as const,
  );
  if (!reply.ok) throw new Error(reply.error?.code ?? 'no reason');
  return api[call].out.parse(reply.output);
}
