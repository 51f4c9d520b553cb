/** How long values are handed out in one turn, in milliseconds: the rest of a frame belongs to the browser. */
const BUDGET = 4;
/** How many are handed out before the clock is looked at. */
const AT_ONCE = 12;

/** How a turn is waited for, and how long turns take. */
export interface Turns {
  /** Calls back in the next frame. */
  next(work: () => void): void;
  /** Does a work with all that its listeners ask for, drawing included. */
  finish(work: () => void): void;
  /** Milliseconds. */
  now(): number;
}

/**
 * Values by name that are handed to those who show them a few at a time, so that a change of hundreds of them holds up no frame.
 * What is handed out is always the latest value: of several changes in a row, those that nobody saw are left out.
 */
export class InSlices<T> {
  readonly #shown = new Map<string, { readonly value: T }>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #waiting: string[] = [];
  #awaited = false;

  constructor(
    private readonly latest: (name: string) => T,
    private readonly turns: Turns,
  ) {}

  /** The value that is shown under a name: the one that was handed out last. */
  read(name: string): T {
    const shown = this.#shown.get(name) ?? { value: this.latest(name) };
    this.#shown.set(name, shown);
    return shown.value;
  }

  /** @returns what ends the listening */
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
   * Values have changed: they are handed out in the next turns, those under the names in `first` before others. None of them is now, as
   * a key is handled: a field that is written to has the browser lay out whatever has changed.
   */
  changed(first: readonly string[]): void {
    const names = new Set([...first, ...this.#listeners.keys()]);
    this.#waiting = [...names].filter((name) => this.#listeners.has(name) && this.read(name) !== this.latest(name));
    this.#goOn();
  }

  #goOn(): void {
    if (this.#awaited || this.#waiting.length === 0) return;
    this.#awaited = true;
    this.turns.next(() => {
      this.#awaited = false;
      const end = this.turns.now() + BUDGET;
      do this.turns.finish(() => this.#tell(this.#waiting.splice(0, AT_ONCE)));
      while (this.#waiting.length > 0 && this.turns.now() < end);
      this.#goOn();
    });
  }

  #tell(names: readonly string[]): void {
    for (const name of names) {
      const listeners = this.#listeners.get(name);
      // Nobody shows it any more: whoever does again later begins with what is the latest then.
      if (!listeners) continue;
      this.#shown.set(name, { value: this.latest(name) });
      for (const listener of listeners) listener();
    }
  }
}
