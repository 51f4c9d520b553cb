/** Number of recent steps that the rate is computed from. */
const KEPT = 40;

/** The rate of a run, computed from the times of its recent steps. Pauses and suspensions are excluded. */
export class StepRate {
  private steps: { readonly step: number; readonly time: number }[] = [];
  private validation: number | undefined;

  /** Records a step. @param time in milliseconds */
  step(step: number, time: number): void {
    this.steps.push({ step, time });
    if (this.steps.length > KEPT) this.steps.shift();
  }

  /** Forgets the recent steps, so that an interruption is not counted. */
  interrupt(): void {
    this.steps = [];
  }

  /** Records the duration of a validation, in seconds. */
  validated(seconds: number): void {
    this.validation = seconds;
  }

  /** Seconds per step; `undefined` before the second step. */
  get secondsAStep(): number | undefined {
    const [first, last] = [this.steps[0], this.steps.at(-1)];
    if (!first || !last || last.step <= first.step) return this.known;
    this.known = (last.time - first.time) / 1000 / (last.step - first.step);
    return this.known;
  }
  /** The last known rate, used after an interruption until there is a new one. */
  private known: number | undefined;

  /** Estimated seconds for a number of steps and validations. */
  secondsFor(steps: number, validations: number): number | undefined {
    const each = this.secondsAStep;
    return each === undefined ? undefined : steps * each + validations * (this.validation ?? 0);
  }
}
