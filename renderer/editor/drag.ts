import { create } from 'zustand';

/** The layer kind being dragged from the palette, and the pointer position in window pixels. */
export interface Dragged {
  readonly kind: string;
  readonly x: number;
  readonly y: number;
}

/** The current drag from the palette, if any. */
export const useDragged = create<{ readonly dragged: Dragged | undefined }>(() => ({ dragged: undefined }));

/** The drop target: the canvas, while it is visible. It takes a layer dropped at a window position. */
let receiver: ((kind: string, x: number, y: number) => void) | undefined;

export function setReceiver(next: typeof receiver): void {
  receiver = next;
}

/** The distance that turns a press into a drag, in pixels. */
const SLOP = 4;

/**
 * Follows the pointer from a press on a layer of the palette. If it moves, the layer is dragged and dropped on the canvas; if not,
 * the press is a click, which the button handles.
 */
export function beginDrag(kind: string, start: { readonly clientX: number; readonly clientY: number }): void {
  const end = new AbortController();
  const stop = () => {
    end.abort();
    useDragged.setState({ dragged: undefined });
  };
  addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      const moved = Math.hypot(clientX - start.clientX, clientY - start.clientY) > SLOP;
      if (moved || useDragged.getState().dragged) useDragged.setState({ dragged: { kind, x: clientX, y: clientY } });
    },
    { signal: end.signal },
  );
  addEventListener(
    'pointerup',
    ({ clientX, clientY }) => {
      const { dragged } = useDragged.getState();
      stop();
      if (dragged) receiver?.(kind, clientX, clientY);
    },
    { signal: end.signal },
  );
  addEventListener('pointercancel', stop, { signal: end.signal });
  addEventListener('keydown', ({ key }) => key === 'Escape' && stop(), { signal: end.signal });
}
