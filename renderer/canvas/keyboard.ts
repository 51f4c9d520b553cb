import type { KeyboardEvent } from 'react';
import type { Position } from '../../shared/graph/document';
import { wiringOf } from '../../shared/graph/wiring';
import { canvas } from '../editor/controller';
import { edit, editor, graphInView, present, select } from '../editor/editor';
import { GRID } from '../editor/place';
import { showSide } from '../ui/ui';
import { noteOf } from './flow';
import { editNoteInPlace } from './NoteNode';

/** The direction of each arrow key: along the wires, or across the canvas. */
const ARROWS: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The keys of a focused node: arrows go to its neighbours, Shift+arrows move the selection, Enter focuses its
 * parameters, Space selects it, Home and End go to the first and the last node. Ctrl or ⌘ with arrows keeps the
 * selection, and Shift+Space extends it.
 */
export function moveFocus(event: KeyboardEvent): void {
  const { target } = event;
  const id = target instanceof Element && target.matches('.react-flow__node') ? target.getAttribute('data-id') : null;
  if (id === null) return;
  const note = noteOf(id);
  if (note !== undefined) {
    noteKeys(event, note);
    return;
  }
  const arrow = ARROWS[event.key];
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    const { nodes } = present(editor.getState()).selection;
    const chosen = nodes.includes(id);
    if (event.shiftKey) select({ nodes: chosen ? nodes.filter((other) => other !== id) : [...nodes, id] });
    // Enter on one of several selected nodes opens their common parameters.
    else if (event.key === ' ' || !chosen) select({ nodes: [id] });
    if (event.key === 'Enter') showSide('layer', 'first');
  } else if (arrow && event.shiftKey) {
    event.preventDefault();
    shift(arrow);
  } else if (arrow && !event.altKey) {
    event.preventDefault();
    const next = neighbour(id, arrow);
    if (next === undefined) return;
    if (event.ctrlKey || event.metaKey) canvas()?.focus(next);
    else canvas()?.reveal(next);
  } else if (event.key === 'Home' || event.key === 'End') {
    event.preventDefault();
    const { order } = wiringOf(graphInView(editor.getState()));
    const end = order[event.key === 'Home' ? 0 : order.length - 1];
    if (end !== undefined) canvas()?.reveal(end);
  }
}

/** The keys of a focused note: Enter edits its text, Shift+arrows move it. */
function noteKeys(event: KeyboardEvent, index: number): void {
  const arrow = ARROWS[event.key];
  const note = graphInView(editor.getState()).annotations[index];
  if (!note) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    select({ notes: [index] });
    if (event.key === 'Enter') editNoteInPlace(index);
  } else if (arrow && event.shiftKey) {
    event.preventDefault();
    const position = { x: note.position.x + arrow.x * GRID, y: note.position.y + arrow.y * GRID };
    edit([{ type: 'annotation', index, position }], { merge: 'move' });
  }
}

/** Moves the selection by one grid step; consecutive moves are one undo step. */
function shift(by: Position): void {
  const state = editor.getState();
  const { nodes } = graphInView(state);
  const positions = Object.fromEntries(
    present(state).selection.nodes.flatMap((id) => {
      const node = nodes[id];
      return node ? [[id, { x: node.position.x + by.x * GRID, y: node.position.y + by.y * GRID }]] : [];
    }),
  );
  edit([{ type: 'moveMany', positions }], { merge: 'move' });
}

/** The target of an arrow key: along a wire for left and right, else the nearest node in that direction. */
function neighbour(id: string, { x, y }: Position): string | undefined {
  const graph = graphInView(editor.getState());
  const { inputs, outputs } = wiringOf(graph);
  if (x < 0) return inputs.get(id)?.[0]?.from;
  if (x > 0) return outputs.get(id)?.[0]?.to;
  const from = graph.nodes[id]?.position;
  if (!from) return undefined;
  const ahead = Object.entries(graph.nodes).filter(([other, node]) => other !== id && (node.position.y - from.y) * y > 0);
  const far = ([, { position }]: (typeof ahead)[number]) => Math.hypot(position.x - from.x, position.y - from.y);
  return ahead.sort((a, b) => far(a) - far(b))[0]?.[0];
}
