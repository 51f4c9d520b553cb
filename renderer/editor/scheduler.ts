/** Time for deliveries in one frame, in milliseconds: the rest of the frame belongs to the browser. */
const BUDGET = 4;
/** Values delivered before the clock is read again. */
const AT_ONCE = 12;

/** The frames in which values are delivered, and a clock. */
export interface Frames {
  /** Calls back in the next frame. */
  next(work: () => void): void;
  /** Runs work and everything that its listeners ask for, drawing included. */
  finish(work: () => void): void;
  /** Milliseconds. */
  now(): number;
}

/**
 * Delivers named values to their listeners a few per frame, so that a change of hundreds of them delays no frame. Always delivers the
 * latest value: of several changes in a row, those that were not delivered yet are skipped.
 */
export class Scheduler<T> {
  readonly #shown = new Map<string, { readonly value: T }>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #waiting: string[] = [];
  #awaited = false;

  constructor(
    private readonly latest: (name: string) => T,
    private readonly frames: Frames,
  ) {}

  /** The value of a name that was delivered last. */
  read(name: string): T {
    const shown = this.#shown.get(name) ?? { value: this.latest(name) };
    this.#shown.set(name, shown);
    return shown.value;
  }

  /** @returns a function that removes the listener */
  listen(name: string, listener: () => void): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener));
    return () => {
      all.delete(listener);
      if (all.size > 0) return;
      this.#listeners.delete(name);
      this.#shown.delete(name);
    };
  }

  /**
   * Schedules the delivery of values that have changed to the next frames, those of the names in `first` before others. None is
   * delivered at once, while a key is handled: writing to a field makes the browser lay out whatever has changed.
   */
  changed(first: readonly string[]): void {
    const names = new Set([...first, ...this.#listeners.keys()]);
    this.#waiting = [...names].filter((name) => this.#listeners.has(name) && this.read(name) !== this.latest(name));
    this.#goOn();
  }

  #goOn(): void {
    if (this.#awaited || this.#waiting.length === 0) return;
    this.#awaited = true;
    this.frames.next(() => {
      this.#awaited = false;
      const end = this.frames.now() + BUDGET;
      do this.frames.finish(() => this.#tell(this.#waiting.splice(0, AT_ONCE)));
      while (this.#waiting.length > 0 && this.frames.now() < end);
      this.#goOn();
    });
  }

  #tell(names: readonly string[]): void {
    for (const name of names) {
      const listeners = this.#listeners.get(name);
      // No listener is left: the next one begins with the latest value.
      if (!listeners) continue;
      this.#shown.set(name, { value: this.latest(name) });
      for (const listener of listeners) listener();
    }
  }
}
