import type { Random } from '../../electron/engine/data/support/random';

/** Replacements for a value: of every type, huge, deeply nested, and with the names of JavaScript's own properties. */
const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => '',
  () => 'a'.repeat(200_000),
  () => -1,
  () => 0,
  () => 2 ** 31,
  () => Number.MAX_SAFE_INTEGER,
  () => 1e308,
  () => 2 ** 53,
  () => 0.1,
  () => [],
  () => ({}),
  () => Array(5_000).fill(0),
  () => JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  () => '../../../../etc/passwd',
  () => '..\\..\\windows\\win.ini',
  () => '/etc/passwd',
  () => 'file\u0000name',
  () => '\ud800',
  () => '<script>alert(1)</script>',
];

const below = (random: Random, most: number) => Math.min(most - 1, Math.floor(random.between(0, most)));

/** A copy of a JSON value with some of it replaced, removed, or put there twice. */
export function mutate(value: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(value);
  let result = copy;
  for (let change = 0; change <= below(random, 3); change++) result = mutateOnce(result, random);
  return result;
}

function mutateOnce(value: unknown, random: Random): unknown {
  const odd = () => ODD[below(random, ODD.length)]?.();
  if (typeof value !== 'object' || value === null || random.between(0, 1) < 0.08) return odd();
  const keys = Object.keys(value);
  const key = keys[below(random, Math.max(1, keys.length))];
  if (key === undefined) return odd();
  const dice = random.between(0, 1);
  if (dice < 0.15) Reflect.deleteProperty(value, key);
  else if (dice < 0.25)
    Object.defineProperty(value, '__proto__', { value: odd(), enumerable: true, configurable: true, writable: true });
  else if (dice < 0.35) Reflect.set(value, `${key}x`, odd());
  else Reflect.set(value, key, mutateOnce(Reflect.get(value, key), random));
  return value;
}

/** Bytes with some of them changed, cut off, or repeated. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const dice = random.between(0, 1);
  if (dice < 0.15) return copy.subarray(0, below(random, copy.length + 1));
  if (dice < 0.25) return Uint8Array.from([...copy.subarray(0, 2_000), ...copy.subarray(0, 2_000)]);
  // The head says what comes: most changes are there.
  for (let change = 0; change <= below(random, 8); change++) {
    const at = below(random, random.between(0, 1) < 0.7 ? Math.min(64, copy.length) : copy.length);
    copy[at] = below(random, 256);
  }
  return copy;
}
