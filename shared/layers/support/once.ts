import type { Tf } from './kind';

/**
 * Memoises a function of tfjs: a layer class must be the same at every call, or saved models could not be loaded.
 */
export function once<T>(make: (tf: Tf) => T): (tf: Tf) => T {
  const made = new WeakMap<Tf, { readonly value: T }>();
  return (tf) => {
    const existing = made.get(tf) ?? { value: make(tf) };
    made.set(tf, existing);
    return existing.value;
  };
}
