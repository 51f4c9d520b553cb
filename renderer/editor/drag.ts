import { create } from 'zustand';

/** A kind that is being dragged out of the palette, and where the pointer is, in pixels of the window. */
export interface Dragged {
  readonly kind: string;
  readonly x: number;
  readonly y: number;
}

/** What is being dragged out of the palette, if anything. */
export const useDragged = create<{ readonly dragged: Dragged | undefined }>(() => ({ dragged: undefined }));

/** What takes a layer that is let go at a place of the window: the canvas, while it is on screen. */
let receiver: ((kind: string, x: number, y: number) => void) | undefined;

export function setReceiver(next: typeof receiver): void {
  receiver = next;
}

/** How far the pointer must move before a press is a drag, in pixels. */
const SLOP = 4;

/**
 * Follows a pointer from a press on a layer of the palette: moved, it drags the layer, and lets it go on the canvas; not moved, it
 * was a click, which the button itself answers.
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
