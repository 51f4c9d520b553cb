import type { Call, In } from '../../shared/host/api';

/** Valid values for messages: an existing run, and the text of a document. */
export interface Sampled {
  readonly run: string;
  readonly document: string;
  readonly graph: string;
}

/** A message of each kind as a page would send it, for mutations to begin with; those that need nothing but `{}` are left out. */
export function samplesOf({ run, document, graph }: Sampled): { readonly [K in Call]?: In<K> } {
  const pixels = Buffer.alloc(28 * 28, 9).toString('base64');
  const order = { document, graph, file: null, train: 20, validation: 10, engine: 'wasm' as const };
  const place = { window: 'faults-window', key: 'k' };
  return {
    'app.hello': { window: 'faults-window' },
    'app.mayClose': { may: false },
    'app.menu': { sections: [{ label: 'File', items: [{ id: 'file.save', label: 'Save', keys: 'Mod+S', enabled: true }] }] },
    'files.read': { handle: 'x' },
    'files.save': { handle: 'x', text: '{}' },
    'files.saveAs': { suggestedName: 'net', kind: 'document', data: { text: '{}' } },
    'recent.remove': { handle: 'x' },
    'presets.save': { name: 'mutated', text: document },
    'presets.remove': { id: 'own/linked' },
    'recovery.keep': { ...place, name: 'n', saved: null, text: '{}', file: null },
    'recovery.drop': place,
    'recovery.leave': { window: place.window },
    'recovery.list': { window: place.window },
    'recovery.discard': place,
    'runs.read': { id: 'linked' },
    'runs.metrics': { id: run, from: 0 },
    'runs.start': { orders: [order] },
    'runs.pause': { id: 'linked' },
    'runs.resume': { id: run, epochs: 200, learningRate: 0.001 },
    'runs.stop': { id: 'linked' },
    'runs.change': { id: run, epochs: 200, learningRate: 0.001 },
    'runs.again': { id: run },
    'runs.reorder': { ids: ['linked'] },
    'runs.describe': { id: run, name: 'n', note: '', starred: true },
    'runs.usedBy': { ids: [run] },
    'runs.delete': { ids: ['linked'] },
    'runs.restore': { ids: ['linked'] },
    'runs.pack': { document },
    'runs.unpack': { text: document },
    'views.samples': { id: run, epoch: 1 },
    'views.confusion': { id: run, epoch: 1 },
    'views.cell': { id: run, checkpoint: 'last', truth: 0, predicted: 0, from: 0 },
    'views.images': { id: run, from: 0, count: 4 },
    'views.layer': { id: run, checkpoint: 'last', node: 'conv1', input: { pixels } },
    'views.predict': { id: run, checkpoint: 'last', pixels },
    'preflight.trial': { document, graph },
    'reports.csv': { ids: [run] },
    'reports.html': { ids: [run], lang: 'en', title: 't', captions: { curves: 'c' } },
    'reports.study': { epochs: 1, dataset: 'synthetic', train: 20, variants: ['baseline'] },
    'setup.give': { name: 'train-images-idx3-ubyte', at: 0, base64: 'AAAA' },
    'setup.obtain': { part: 'data' },
  };
}
