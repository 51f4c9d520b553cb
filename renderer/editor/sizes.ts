import { useCallback, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { Inference } from '../../shared/graph/infer';
import type { Shape } from '../../shared/layers/support/shape';
import { blockScale } from '../picture/block';
import { diagnosisOf } from './diagnosis';
import { type Editor, editor, graphInView, present, useEditor } from './editor';
import { InSlices } from './in-slices';

const inView = (state: Editor): Inference => diagnosisOf(present(state).document, graphInView(state)).inference;

/** The sizes on the canvas: one parameter may change hundreds of them, which are drawn a few a frame. */
const sizes = new InSlices<Shape | undefined>((id) => inView(editor.getState()).nodes.get(id)?.out, {
  next: (work) => void requestAnimationFrame(work),
  finish: flushSync,
  now: () => performance.now(),
});

editor.subscribe((state, before) => {
  if (graphInView(state) !== graphInView(before)) sizes.changed(present(state).selection.nodes);
});

/** The size that goes out of a layer of the graph in view; `undefined` where it is not known. Nothing but another size draws anew. */
export function useSizeOf(id: string): Shape | undefined {
  const listen = useCallback((listener: () => void) => sizes.listen(id, listener), [id]);
  return useSyncExternalStore(listen, () => sizes.read(id));
}

const scales = new WeakMap<Inference, number>();

/** The scale of the blocks of the graph in view, the same for all of them. */
export function useBlockScale(): number {
  return useEditor((state) => {
    const inference = inView(state);
    const scale = scales.get(inference) ?? blockScale([...inference.nodes.values()].map(({ out }) => out));
    scales.set(inference, scale);
    return scale;
  });
}
