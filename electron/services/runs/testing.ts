import { readFileSync } from 'node:fs';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { parseDocument, serializeDocument } from '../../../shared/graph/parse';
import type { RunOrder, RunSummary } from '../../../shared/host/areas/runs';
import { connect, type Host } from '../../../shared/host/client';
import { HostError } from '../../../shared/host/errors';
import type { Transport } from '../../../shared/host/rpc/transport';
import { rejection } from '../../../shared/i18n/testing';
import type { HostServices } from '../host/host';

/** Helpers for tests of runs: windows, small runs on generated images, and waiting for their states. */

/** A connected window of a host. */
export async function page(host: HostServices, window = 'window-a'): Promise<Host> {
  const ends: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number): Transport => ({
    post: (message) => {
      for (const listener of ends[1 - own] ?? []) listener(JSON.parse(JSON.stringify(message)));
    },
    onMessage: (listener) => void ends[own]?.push(listener),
    onClose: () => {},
  });
  host.connect(end(1));
  const client = connect(end(0));
  await client.call('app.hello', { window });
  return client;
}

export function preset(name: string, graph: string, ...edits: Edit[]): string {
  const parsed = parseDocument(readFileSync(`presets/${name}.patchbay.json`, 'utf8'));
  if (!parsed.ok) throw new Error(name);
  return serializeDocument(applyEdits(parsed.document, graph, edits));
}

export const settings = (more: Record<string, unknown> = {}): Edit => ({
  type: 'train',
  settings: { dataset: 'synthetic', batchSize: 20, epochs: 2, seed: 3, ...more },
});
export const SMALL = { train: 60, validation: 20, engine: 'wasm', file: null } as const;
export const baseline = (more: Record<string, unknown> = {}, edits: Edit[] = []): RunOrder => ({
  document: preset('table2-baseline', 'autoencoder', settings(more), ...edits),
  graph: 'autoencoder',
  ...SMALL,
});

/** An autoencoder of some epochs, and a classifier of one epoch that starts from its weights. */
export const pair = (epochs: number): readonly [RunOrder, RunOrder] => [
  { ...SMALL, document: preset('classifier-baseline', 'autoencoder', settings({ epochs })), graph: 'autoencoder' },
  { ...SMALL, document: preset('classifier-baseline', 'classifier', settings({ epochs: 1 })), graph: 'classifier' },
];

export const errorOf = (work: Promise<unknown>) => rejection(work, HostError);

export async function run({ call }: Host, id: string): Promise<RunSummary> {
  const found = (await call('runs.list', {})).find((one) => one.id === id);
  if (!found) throw new Error(`no run ${id}`);
  return found;
}

/** Waits until a run satisfies a condition. */
export async function until(host: Host, id: string, is: (run: RunSummary) => boolean): Promise<RunSummary> {
  for (;;) {
    const found = await run(host, id);
    if (is(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
export const status =
  (...wanted: RunSummary['status'][]) =>
  ({ status: found }: RunSummary) =>
    wanted.includes(found);
export const atStep =
  (step: number) =>
  ({ progress }: RunSummary) =>
    (progress?.step ?? 0) >= step;

export async function only(host: Host, order: RunOrder): Promise<string> {
  const { ids } = await host.call('runs.start', { orders: [order] });
  return ids[0] ?? '';
}
