/** Calls at most once in so many milliseconds: at once if that long has passed, else at the end of it, once for all that came. */
export function throttled(work: () => void, every: number): (() => void) & { cancel(): void } {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const fire = () => {
    timer = undefined;
    last = Date.now();
    work();
  };
  const call = () => {
    if (timer) return;
    const wait = last + every - Date.now();
    if (wait <= 0) fire();
    else {
      timer = setTimeout(fire, wait);
      timer.unref();
    }
  };
  return Object.assign(call, { cancel: () => clearTimeout(timer) });
}
