import { create } from 'zustand';
import type { Document } from '../../shared/graph/document';
import type { Inference } from '../../shared/graph/infer';
import { infer } from '../../shared/graph/infer';
import { parseDocument, serializeDocument } from '../../shared/graph/parse';
import type { Host } from '../../shared/host/client';
import type { LocalizedText } from '../../shared/i18n/i18n';

/** A preset. */
export interface PresetCard {
  readonly id: string;
  readonly name: string;
  /** True for the user's own presets, which can be removed. */
  readonly own: boolean;
  readonly text: string;
  /** The document and the sizes of its last graph; `undefined` if it cannot be read. */
  readonly read: { readonly document: Document; readonly inference: Inference } | undefined;
  /** The reason that it cannot be read, if the host knows it. */
  readonly issue: LocalizedText | undefined;
}

/** The order of the paper: the baseline, its changes, and the classifiers. */
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
  /** `undefined` until the first request. */
  readonly cards: readonly PresetCard[] | undefined;
  /** The reason that the request failed. */
  readonly failed: LocalizedText | undefined;
}

/** The presets, those of Patchbay first. */
export const usePresets = create<State>(() => ({ cards: undefined, failed: undefined }));

/** Operations on presets. */
export interface Presets {
  load(): Promise<void>;
  /** Saves a document as a preset of the user, replacing the preset with this id if given. */
  save(name: string, document: Document, replace?: string): Promise<void>;
  /** Removes a preset of the user. @returns a function that restores it */
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
