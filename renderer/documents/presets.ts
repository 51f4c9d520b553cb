import { create } from 'zustand';
import type { Document } from '../../shared/graph/document';
import type { Inference } from '../../shared/graph/infer';
import { infer } from '../../shared/graph/infer';
import { parseDocument, serializeDocument } from '../../shared/graph/parse';
import type { Host } from '../../shared/host/client';
import type { LocalizedText } from '../../shared/i18n/i18n';

/** A document to begin with. */
export interface PresetCard {
  readonly id: string;
  readonly name: string;
  /** It is the user's own, and can be taken away. */
  readonly own: boolean;
  readonly text: string;
  /** The document and the sizes of its last graph, what the others lead to; `undefined` where it cannot be read. */
  readonly read: { readonly document: Document; readonly inference: Inference } | undefined;
  /** Why it cannot be read, where the host knows. */
  readonly issue: LocalizedText | undefined;
}

/** The order of the paper: its baseline, what it changes one after another, and what it classifies with. */
const FIRST: readonly string[] = [
  'table2-baseline',
  'table2-as-printed',
  'autoencoder-dropout',
  'autoencoder-batchnorm',
  'autoencoder-maxavg',
  'autoencoder-optimized',
  'classifier-baseline',
  'classifier-fc-adam',
  'classifier-fc-sgd',
];

interface State {
  /** `undefined` until they were first asked for. */
  readonly cards: readonly PresetCard[] | undefined;
  /** Asking for them failed. */
  readonly failed: LocalizedText | undefined;
}

/** The presets, those of Patchbay first. */
export const usePresets = create<State>(() => ({ cards: undefined, failed: undefined }));

/** What can be done with presets. */
export interface Presets {
  load(): Promise<void>;
  /** Keeps a document among the user's own, in place of one of them if its id is said. */
  save(name: string, document: Document, replace?: string): Promise<void>;
  /** Takes one of the user's own away. @returns what keeps it again */
  remove(card: PresetCard): Promise<() => Promise<void>>;
}

/** The presets over a connection. */
export function presetsOf(host: Host): Presets {
  const load = async () => {
    const list = await host.call('presets.list', {});
    const cards = list.map((preset): PresetCard => {
      const { id, name, own } = preset;
      if (!('text' in preset)) return { id, name, own, text: '', read: undefined, issue: preset.issue };
      const parsed = parseDocument(preset.text);
      const graph = parsed.ok ? parsed.document.graphs.at(-1) : undefined;
      const read = parsed.ok && graph ? { document: parsed.document, inference: infer(graph) } : undefined;
      return { id, name, own, text: preset.text, read, issue: undefined };
    });
    const place = ({ id }: PresetCard) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
    usePresets.setState({ cards: cards.sort((a, b) => place(a) - place(b)), failed: undefined });
  };
  return {
    load,
    async save(name, document, replace) {
      const text = serializeDocument({ ...document, name });
      await host.call('presets.save', { name, text, ...(replace !== undefined && { replace }) });
      await load();
    },
    async remove({ id, name }) {
      const { text } = await host.call('presets.remove', { id });
      await load();
      return async () => {
        if (text === null) return;
        await host.call('presets.save', { name, text });
        await load();
      };
    },
  };
}
