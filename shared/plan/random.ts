/**
 * All randomness in training is a function of the seed, a name and a step. The generator has no state, so a resumed run draws the same
 * numbers as an uninterrupted one.
 */

/** The key of a stream of numbers: the run's seed, the purpose of the numbers, and the step or epoch they belong to. */
export interface Stream {
  readonly seed: number;
  readonly name: string;
  readonly step: number;
}

/** A 32-bit mix in which every input bit affects every output bit (two rounds of multiply and shift). */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** Two 32-bit keys of a stream. */
function keys({ seed, name, step }: Stream): readonly [number, number] {
  let first = mix(seed ^ 0x9e3779b9);
  let second = mix(seed + 0x85ebca6b);
  for (let index = 0; index < name.length; index++) {
    first = mix(first ^ name.charCodeAt(index));
    second = mix(second + Math.imul(name.charCodeAt(index), 0x27d4eb2f));
  }
  return [mix(first ^ mix(step)), mix(second + mix(step ^ 0x165667b1))];
}

/** Numbers of 32 bits, drawn by index. */
export function integers(stream: Stream): (index: number) => number {
  const [first, second] = keys(stream);
  return (index) => mix(mix(index ^ first) + second) >>> 0;
}

/** `count` numbers of U(low, high), 24 bits each, as float32 holds them. */
export function uniform(stream: Stream, count: number, low: number, high: number): Float32Array {
  const [first, second] = keys(stream);
  const scale = (high - low) / 2 ** 24;
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) values[index] = low + (mix(mix(index ^ first) + second) >>> 8) * scale;
  return values;
}

/**
 * Dropout's mask: 0 with probability `rate`, else 1 / (1 − rate), so that the mean is preserved.
 */
export function dropoutMask(stream: Stream, count: number, rate: number): Float32Array {
  const [first, second] = keys(stream);
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) if (mix(mix(index ^ first) + second) >>> 0 >= threshold) values[index] = kept;
  return values;
}

/** The two keys of TensorFlow's stateless generator for a Dropout mask, derived from the same stream. */
export function dropoutKeys(seed: number, node: string, step: number): Int32Array {
  return Int32Array.from(keys({ seed, name: `dropout ${node}`, step }));
}

/** The numbers 0 … count − 1 in random order (Fisher and Yates). */
export function permutation(stream: Stream, count: number): Uint32Array {
  const draw = integers(stream);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor((draw(last) / 2 ** 32) * (last + 1));
    const value = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = value;
  }
  return order;
}
