/** The number of frames that a new node may take until it is measured and can be focused. */
const FRAMES = 30;

let focusing = 0;

/** Focuses an element once that is possible, unless the user is typing in a field by then. */
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
