/** How many frames a new node may take to be drawn and measured, before which it cannot have the focus. */
const FRAMES = 30;

let focusing = 0;

/** Gives something the focus once it can have it, unless a text is being typed by then: nobody loses a field for something older. */
export function focusSoon(find: () => HTMLElement | null): void {
  const turn = ++focusing;
  const before = document.activeElement;
  const attempt = (frames: number) => {
    const [found, now] = [find(), document.activeElement];
    if (turn !== focusing || (now !== before && now !== found && now?.matches('input, textarea'))) return;
    found?.focus({ preventScroll: true });
    if (frames > 0 && (!found || document.activeElement !== found)) requestAnimationFrame(() => attempt(frames - 1));
  };
  attempt(FRAMES);
}
