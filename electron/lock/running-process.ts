/** A process that the system says is running. */
export interface RunningProcess {
  /** Start time in the system's own words. `null` where it does not say. */
  readonly started: string | null;
  /** Command line. Empty where the system does not say. */
  readonly command: string;
}
