/** Throttles a function to one call per `every` milliseconds; calls in between are joined into one at the end of the interval. */
export function throttled(work: () => void, every: number): (() => void) & { cancel(): void } {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const fire = () => {
    timer = undefined;
    last = performance.now();
    work();
  };
  const call = () => {
    if (timer) return;
    const wait = last + every - performance.now();
    if (wait <= 0) fire();
    else {
      timer = setTimeout(fire, wait);
      timer.unref();
    }
  };
  return Object.assign(call, { cancel: () => clearTimeout(timer) });
}
