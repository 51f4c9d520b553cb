import { useCallback, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { Inference } from '../../shared/graph/infer';
import type { Shape } from '../../shared/layers/support/shape';
import { blockScale } from '../figures/block';
import { diagnosisOf } from './diagnosis';
import { type Editor, editor, graphInView, present, useEditor } from './editor';
import { Scheduler } from './scheduler';

const inView = (state: Editor): Inference => diagnosisOf(present(state).document, graphInView(state)).inference;

/** The sizes on the canvas: one parameter may change hundreds of them, which are drawn a few a frame. */
const sizes = new Scheduler<Shape | undefined>((id) => inView(editor.getState()).nodes.get(id)?.out, {
  next: (work) => void requestAnimationFrame(work),
  finish: flushSync,
  now: () => performance.now(),
});

editor.subscribe((state, before) => {
  if (graphInView(state) !== graphInView(before)) sizes.changed(present(state).selection.nodes);
});

/**
 * Has the size that goes out of a layer of the graph in view written, now and whenever it is another one: by hand, since React would
 * take several times as long for hundreds of them. @returns what ends it
 */
export function writeSize(id: string, write: (size: Shape | undefined) => void): () => void {
  const now = () => write(sizes.read(id));
  now();
  return sizes.listen(id, now);
}

/** The size that goes out of a layer of the graph in view; `undefined` where it is not known. Nothing but another size draws anew. */
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

/** That scale, drawn anew when it is another one. */
export function useBlockScale(): number {
  return useEditor(scaleInView);
}
