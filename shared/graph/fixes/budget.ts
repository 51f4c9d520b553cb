/**
 * A bound on work, in steps: one step is the inference of one layer, or the check of one node or wire. Steps are counted instead of time,
 * so that a document gives the same result on every machine.
 */
export class Budget {
  /** The steps taken so far: slightly more than the budget if the last work exceeded it. */
  spent = 0;

  constructor(
    private own: number,
    private readonly whole?: Budget,
  ) {}

  /** The remaining steps, at least 0. */
  get left(): number {
    return Math.max(0, Math.min(this.own, this.whole?.left ?? this.own));
  }

  /** Takes steps unconditionally, for work that is already done. */
  spend(steps: number): void {
    this.own -= steps;
    this.spent += steps;
    this.whole?.spend(steps);
  }

  /** Takes steps. @returns false, and takes none, if fewer are left */
  take(steps: number): boolean {
    if (this.left < steps) return false;
    this.spend(steps);
    return true;
  }

  /** An equal share of the remaining steps, or `least` if that is more. Unused steps stay in this budget. */
  share(parts: number, least = 0): Budget {
    return new Budget(Math.max(this.left / parts, least), this);
  }
}
