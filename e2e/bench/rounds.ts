/** One figure of a benchmark; where it stands beside another, that one and the median of their ratios, round by round. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly ours: number;
  readonly peer?: number;
  readonly ratio?: number;
}

/** Something to time. What it returns is looked at, so that no work can be optimised away. */
export interface Timed {
  readonly name: string;
  run(round: number): unknown;
}

/** Runs everything once a round, in turn, so that a slow moment of the machine falls on all alike; the first rounds only warm up. */
export function inTurn(timed: readonly Timed[], rounds: number, warmUp = Math.ceil(rounds / 5)): readonly Result[] {
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
  const first = times[0] ?? [];
  return timed.map(({ name }, index) => {
    const own = times[index] ?? [];
    const result = { name, unit: 'ms', ours: median(own) };
    if (index === 0) return result;
    return { ...result, peer: median(first), ratio: median(own.map((time, round) => time / (first[round] ?? time))) };
  });
}

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
