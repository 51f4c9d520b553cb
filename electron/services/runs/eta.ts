/** How many of the last steps tell the pace. */
const KEPT = 40;

/** How fast a run goes, told from when its last steps were done. A pause, or a machine that slept, is left out of it. */
export class Pace {
  private steps: { readonly step: number; readonly time: number }[] = [];
  private validation: number | undefined;

  /** A step was done. @param time in milliseconds */
  step(step: number, time: number): void {
    this.steps.push({ step, time });
    if (this.steps.length > KEPT) this.steps.shift();
  }

  /** What comes next has nothing to do with what was before. */
  interrupt(): void {
    this.steps = [];
  }

  /** An epoch's validation took so many seconds. */
  validated(seconds: number): void {
    this.validation = seconds;
  }

  /** Seconds a step; `undefined` until there are two. */
  get secondsAStep(): number | undefined {
    const [first, last] = [this.steps[0], this.steps.at(-1)];
    if (!first || !last || last.step <= first.step) return this.known;
    this.known = (last.time - first.time) / 1000 / (last.step - first.step);
    return this.known;
  }
  /** The pace of before an interruption serves until there is a new one. */
  private known: number | undefined;

  /** Seconds that so many steps and validations will take. */
  secondsFor(steps: number, validations: number): number | undefined {
    const each = this.secondsAStep;
    return each === undefined ? undefined : steps * each + validations * (this.validation ?? 0);
  }
}
