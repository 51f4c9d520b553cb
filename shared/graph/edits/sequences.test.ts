import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases } from '../../../e2e/support/needs';
import { differenceText, documentDifferences } from '../differences/index';
import { graphTitle } from '../differences/title';
import type { Document, Graph } from '../document';
import { type Inference, infer } from '../infer';
import { parseDocument, serializeDocument } from '../parse';
import { documentArbitrary } from '../random';
import { wiringOf } from '../wiring';
import {
  addGraph,
  duplicateAsVariant,
  duplicateGraph,
  moveGraph,
  removeGraph,
  renameDocument,
  renameGraph,
  setNotes,
} from './document-edits';
import { applyEdit, EditError } from './edit';
import { begin, type History, record, redo, undo } from './history';
import { type Choice, choiceArbitrary, editOf } from './random-edits';

/** An action of a user: an edit of a graph, a change of the document's graphs, undo, or redo. */
type Step =
  | { readonly act: 'edit'; readonly choice: Choice; readonly merge: boolean }
  | { readonly act: 'document'; readonly way: number; readonly at: number }
  | { readonly act: 'undo' }
  | { readonly act: 'redo' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ act: fc.constant('edit' as const), choice: choiceArbitrary, merge: fc.boolean() }), weight: 8 },
    { arbitrary: fc.record({ act: fc.constant('document' as const), way: fc.nat(7), at: fc.nat(9) }), weight: 3 },
    { arbitrary: fc.constantFrom<Step>({ act: 'undo' }, { act: 'redo' }), weight: 3 },
  ),
  { minLength: 1, maxLength: 30, size: 'max' },
);

function changed(document: Document, way: number, at: number): Document {
  const id = document.graphs[at % document.graphs.length]?.id ?? '';
  const ways = [
    () => addGraph(document, at > 4 ? 'Another' : '').document,
    () => duplicateGraph(document, id, 'A copy').document,
    () => duplicateAsVariant(document, id).document,
    () => renameGraph(document, id, at > 4 ? '' : 'A name'),
    () => removeGraph(document, id).document,
    () => moveGraph(document, id, at % 4),
    () => renameDocument(document, `Name ${at}`),
    () => setNotes(document, `Notes ${at}`),
  ];
  return ways[way]?.() ?? document;
}

/** Freezes every object in a document, so that an edit that mutates its argument throws. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) freeze(child);
  }
  return value;
}

/** A text that is empty, or has a placeholder left. */
const NOT_SAID = /^$|\{(kind|node|param|from|to|setting|n|name|subject)\}/;

const sizes = ({ nodes }: Inference) => new Map([...nodes].map(([id, { out, refusal }]) => [id, { out, refusal }]));

function expectSound(graph: Graph): void {
  const wiring = wiringOf(graph);
  expect(wiring.dangling).toEqual([]);
  expect(wiring.clashing).toEqual([]);
  expect([...wiring.cyclic]).toEqual([]);
  expect(new Set(graph.edges.map(({ id }) => id)).size).toBe(graph.edges.length);
}

it('random sequences of edits give valid documents, are undone exactly, and their sizes equal a fresh inference', () => {
  const counts = { made: 0, refused: 0, undone: 0, redone: 0 };
  fc.assert(
    fc.property(documentArbitrary({ maxNodes: 10 }), steps, (start, sequence) => {
      let history: History<Document> = begin(freeze(start));
      const inferences = new Map<string, Inference>();
      // The texts that undo and redo must restore, recorded independently of the history.
      const texts = [serializeDocument(start)];
      let at = 0;
      for (const step of sequence) {
        if (step.act === 'undo' || step.act === 'redo') {
          const next = step.act === 'undo' ? undo(history) : redo(history);
          if (next !== history) {
            at += step.act === 'undo' ? -1 : 1;
            counts[step.act === 'undo' ? 'undone' : 'redone']++;
          }
          history = next;
          expect(serializeDocument(history.present)).toBe(texts[at]);
          continue;
        }
        const before = history.present;
        const [graph] = before.graphs;
        if (!graph) throw new Error('a document has at least one graph');
        let after: Document;
        try {
          after =
            step.act === 'edit' ? applyEdit(before, graph.id, editOf(graph, step.choice)) : changed(before, step.way, step.at);
        } catch (error) {
          if (!(error instanceof EditError)) throw error;
          counts.refused++;
          for (const lang of ['en', 'es'] as const) expect(error.text[lang]).not.toMatch(/[{}]/);
          continue;
        }
        counts.made++;
        const { length } = history.past;
        history = record(history, freeze(after), step.act === 'edit' && step.merge ? { merge: 'together' } : {});
        if (after === before) continue;
        const merged = history.past.length === length;
        at = merged ? at : at + 1;
        texts.splice(at, texts.length, serializeDocument(after));

        expect(parseDocument(texts[at] ?? '')).toEqual({ ok: true, document: after, newer: false });
        for (const changedGraph of after.graphs) {
          if (before.graphs.includes(changedGraph)) continue;
          expectSound(changedGraph);
          const inference = infer(changedGraph, inferences.get(changedGraph.id));
          inferences.set(changedGraph.id, inference);
          expect(sizes(inference)).toEqual(sizes(infer(changedGraph)));
          expect(graphTitle(after, changedGraph).en).not.toMatch(NOT_SAID);
        }
        for (const difference of documentDifferences(before, after))
          expect(differenceText(difference, 'en')).not.toMatch(NOT_SAID);
      }
      while (history.past.length > 0) history = undo(history);
      expect(history.present).toBe(start);
      while (history.future.length > 0) history = redo(history);
      expect(serializeDocument(history.present)).toBe(texts.at(-1));
    }),
    { numRuns: cases(3_000) },
  );
  console.log(
    `${cases(3_000)} sequences: ${counts.made} edits made, ${counts.refused} refused in words, ${counts.undone} undone, ${counts.redone} redone`,
  );
});
