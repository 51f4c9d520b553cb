import type { Tf } from './kind';

/**
 * Makes something out of tfjs once for each tfjs that is handed in: a layer class must be one and the same whenever it is asked
 * for, or saved models could not be read back.
 */
export function once<T>(make: (tf: Tf) => T): (tf: Tf) => T {
  const made = new WeakMap<Tf, { readonly value: T }>();
  return (tf) => {
    const existing = made.get(tf) ?? { value: make(tf) };
    made.set(tf, existing);
    return existing.value;
  };
}
