/** One line of a benchmark: what was timed, in milliseconds, and its ratio to what it stands beside. */
export interface Row {
  readonly name: string;
  /** The median of the rounds, in milliseconds. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  /** The median of the ratios to the first row, round by round. */
  readonly ratio: number;
}

/** A table of rows that were timed in turn, in one run. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Something to time. What it returns is looked at, so that no work can be optimised away. */
export interface Timed {
  readonly name: string;
  run(round: number): unknown;
}

/** Runs everything once a round, in turn, so that a slow moment of the machine falls on all alike; the first rounds only warm up. */
export function inTurn(timed: readonly Timed[], rounds: number, warmUp = Math.ceil(rounds / 5)): readonly Row[] {
  const times = timed.map((): number[] => []);
  let seen: unknown;
  for (let round = 0; round < warmUp + rounds; round++)
    for (const [index, { run }] of timed.entries()) {
      const start = performance.now();
      seen = run(round);
      const time = performance.now() - start;
      if (round >= warmUp) times[index]?.push(time);
    }
  if (seen === undefined) throw new Error('nothing was timed');
  return timed.map(({ name }, index) => {
    const own = times[index] ?? [];
    const ratios = own.map((time, round) => time / (times[0]?.[round] ?? time));
    return { name, median: median(own), fastest: Math.min(...own), slowest: Math.max(...own), ratio: median(ratios) };
  });
}

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
