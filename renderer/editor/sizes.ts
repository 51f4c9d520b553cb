import { useCallback, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { Inference } from '../../shared/graph/infer';
import type { Shape } from '../../shared/layers/support/shape';
import { blockScale } from '../figures/block';
import { diagnosisOf } from './diagnosis';
import { type Editor, editor, graphInView, present, useEditor } from './editor';
import { Scheduler } from './scheduler';

const inView = (state: Editor): Inference => diagnosisOf(present(state).document, graphInView(state)).inference;

/** The sizes on the canvas. One parameter may change hundreds of them; they are drawn a few per frame. */
const sizes = new Scheduler<Shape | undefined>((id) => inView(editor.getState()).nodes.get(id)?.out, {
  next: (work) => void requestAnimationFrame(work),
  finish: flushSync,
  now: () => performance.now(),
});

editor.subscribe((state, before) => {
  if (graphInView(state) !== graphInView(before)) sizes.changed(present(state).selection.nodes);
});

/**
 * Writes the output size of a layer of the graph in view, now and on each change, directly to the DOM: React takes several times as
 * long for hundreds of them. @returns a function that stops it
 */
export function writeSize(id: string, write: (size: Shape | undefined) => void): () => void {
  const now = () => write(sizes.read(id));
  now();
  return sizes.listen(id, now);
}

/** The output size of a layer of the graph in view; `undefined` if unknown. Re-renders only if the size changes. */
export function useSizeOf(id: string): Shape | undefined {
  const listen = useCallback((listener: () => void) => sizes.listen(id, listener), [id]);
  return useSyncExternalStore(listen, () => sizes.read(id));
}

const scales = new WeakMap<Inference, number>();

/** The scale of the blocks of the graph in view, the same for all of them. */
export function scaleInView(state: Editor = editor.getState()): number {
  const inference = inView(state);
  const scale = scales.get(inference) ?? blockScale([...inference.nodes.values()].map(({ out }) => out));
  scales.set(inference, scale);
  return scale;
}

/** That scale, as a hook. */
export function useBlockScale(): number {
  return useEditor(scaleInView);
}
