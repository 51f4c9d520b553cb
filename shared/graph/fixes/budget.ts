/**
 * Work that may still be done, in steps: one step is a layer's size that is worked out, or a node or wire that is looked at. Steps are
 * counted and not timed, so that the same document gives the same result on every machine.
 */
export class Budget {
  /** The steps that were taken: a little more than there were, where the last of them was the beginning of more work. */
  spent = 0;

  constructor(
    private own: number,
    private readonly whole?: Budget,
  ) {}

  /** The steps that are left; none below 0. */
  get left(): number {
    return Math.max(0, Math.min(this.own, this.whole?.left ?? this.own));
  }

  /** Takes steps away, whether they are there or not: for work that is done already. */
  spend(steps: number): void {
    this.own -= steps;
    this.spent += steps;
    this.whole?.spend(steps);
  }

  /** Takes steps away. @returns false, and takes none, where fewer are left */
  take(steps: number): boolean {
    if (this.left < steps) return false;
    this.spend(steps);
    return true;
  }

  /** One of several equal parts of what is left, at least `least` as far as there is so much. What it does not use stays here. */
  share(parts: number, least = 0): Budget {
    return new Budget(Math.max(this.left / parts, least), this);
  }
}
