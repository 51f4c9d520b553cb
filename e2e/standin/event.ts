/** An event that a listener can keep from having its effect. */
export interface Preventable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Electron's event object, with what else it tells. */
export function preventable<T extends object>(more: T = Object.create(null)): Preventable & T {
  let prevented = false;
  const base = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault: () => {
      prevented = true;
    },
  };
  return Object.defineProperties(base as Preventable & T, Object.getOwnPropertyDescriptors(more));
}
