import { z } from 'zod';
import type { Document } from '../../shared/graph/document';
import { serializeDocument } from '../../shared/graph/parse';
import type { Host } from '../../shared/host/client';
import { ask } from '../ui/question';
import { message, notify } from '../ui/ui';
import { MESSAGES } from './messages';

/** Documents that include the weights of runs, for machines without those runs. */
export interface Packed {
  /** A document as text for sharing, with the weights of its runs if the user wants them. `undefined` if cancelled. */
  textToShare(document: Document): Promise<string | undefined>;
  /** Imports the weights of a document as runs. @returns its text without them; `undefined` if it has none */
  unpack(document: Document): Promise<string | undefined>;
}

const carrying = z.looseObject({ packed: z.array(z.unknown()).min(1) });

/** Packs and unpacks weights with the runs of a host. */
export function packedOver(host: Host): Packed {
  return {
    async textToShare(document) {
      const text = serializeDocument(document);
      const nodes = document.graphs.flatMap((graph) => Object.values(graph.nodes));
      const n = new Set(nodes.flatMap(({ weightsFrom }) => weightsFrom?.run?.id ?? [])).size;
      if (n === 0) return text;
      const answer = await ask({
        messages: MESSAGES,
        title: n === 1 ? 'pack.title.one' : 'pack.title',
        values: { n },
        text: 'pack.text',
        answers: ['pack', 'pack.not', 'cancel'],
      });
      if (answer === 'pack') return (await host.call('runs.pack', { document: text })).text;
      return answer === 'pack.not' ? text : undefined;
    },

    async unpack(document) {
      if (!carrying.safeParse(document).success) return undefined;
      const { text, runs } = await host.call('runs.unpack', { text: serializeDocument(document) });
      const n = runs.length;
      // Runs that exist already are not imported again.
      if (n > 0) notify({ tone: 'info', text: message(MESSAGES, n === 1 ? 'unpacked.one' : 'unpacked', { n }) });
      return text;
    },
  };
}
