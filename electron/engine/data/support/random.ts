/**
 * Random numbers in integer arithmetic: the same on every machine. A stream is a function of (seed, what, index), so that no image or
 * order depends on those drawn before it.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  /** @param what the stream's purpose: one number for each use of a seed; @param index the item within that use */
  constructor(seed: number, what: number, index = 0) {
    this.a = scramble(seed ^ 0x9e3779b9);
    this.b = scramble(this.a ^ scramble(what ^ 0x85ebca6b));
    this.c = scramble(this.b ^ scramble(index ^ 0xc2b2ae35));
    for (let round = 0; round < 8; round++) this.next();
  }

  /** A whole number from 0 to 2³² − 1 (Chris Doty-Humphrey's sfc32). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From `low` up to but not including `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * (this.next() / 4_294_967_296);
  }

  /** A number within `spread` of `mean`, with a triangular distribution. */
  about(mean: number, spread: number): number {
    return mean + (spread * (this.between(-1, 1) + this.between(-1, 1))) / 2;
  }

  /** True with probability `part`. */
  chance(part: number): boolean {
    return this.between(0, 1) < part;
  }

  /** A whole number from 0 up to but not including `count`, uniformly distributed. */
  below(count: number): number {
    // Numbers beyond the largest multiple of `count` are drawn again.
    const even = 4_294_967_296 - (4_294_967_296 % count);
    for (;;) {
      const drawn = this.next();
      if (drawn < even) return drawn % count;
    }
  }

  /** The numbers from 0 up to but not including `count`, in a random order. */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    return order;
  }
}

/** Mixes all 32 bits of a number (the finalizer of MurmurHash3). */
function scramble(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
