import { type RefObject, useEffect } from 'react';
import { useReactFlow } from 'reactflow';
import type { Position } from '../../shared/graph/document';
import { setCanvas } from '../editor/controller';
import { editor, present, select } from '../editor/editor';
import { focusSoon } from './focus-soon';
import { renameInPlace } from './NameField';
import type { Popup } from './popup';

/** The options for fitting the graph into the view. */
export const FIT = { padding: { top: '32px', right: '28px', bottom: '64px', left: '28px' }, maxZoom: 1 } as const;

/** Gives commands access to the canvas while it is mounted. `pointer` is the pointer position in window pixels. */
export function useController(open: (popup: Popup) => void, pointer: RefObject<Position | undefined>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const frame = () => document.querySelector('.canvas')?.getBoundingClientRect();
    const middle = () => {
      const box = frame();
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
    };
    const element = (id: string) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    const beside = (id: string) => {
      const box = element(id)?.getBoundingClientRect();
      return box ? { x: box.right + 8, y: box.top } : middle();
    };
    const focusOn = (node: string) => {
      if (!inside(element(node)?.getBoundingClientRect(), frame()))
        void flow.fitView({ nodes: [{ id: node }], maxZoom: flow.getZoom(), minZoom: flow.getZoom() });
      focusSoon(() => element(node));
    };
    const selected = () => present(editor.getState()).selection.nodes;
    setCanvas({
      fit: () => void flow.fitView(FIT),
      zoomToSelection: () => void flow.fitView({ ...FIT, nodes: selected().map((id) => ({ id })) }),
      zoomIn: () => void flow.zoomIn(),
      zoomOut: () => void flow.zoomOut(),
      zoomTo100: () => void flow.zoomTo(1),
      reveal: (node) => {
        select({ nodes: [node] });
        focusOn(node);
      },
      center: () => flow.screenToFlowPosition(middle()),
      pointer: () => flow.screenToFlowPosition(pointer.current ?? middle()),
      rename: (node) => renameInPlace(node),
      search: (from) => {
        if (from !== undefined) return open({ type: 'layers', ...beside(from), target: { from } });
        const [only] = selected();
        open({ type: 'layers', ...(only === undefined ? middle() : beside(only)), target: {} });
      },
      connect: (from) => open({ type: 'connect', ...beside(from), from }),
      keepInView: (node) => {
        // A new node must be rendered and measured first.
        setTimeout(() => {
          if (!inside(element(node)?.getBoundingClientRect(), frame())) void flow.fitView(FIT);
        }, 50);
      },
      focus: (node) => {
        if (node !== undefined) focusOn(node);
        else focusSoon(() => element(selected()[0] ?? 'input') ?? document.querySelector('.react-flow__node'));
      },
    });
    return () => setCanvas(undefined);
  }, [flow, open, pointer]);
}

function inside(box: DOMRect | undefined, frame: DOMRect | undefined): boolean {
  if (!box || !frame) return false;
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}
