/** Properties that JavaScript itself, Node and test runners look up on any object. */
const PROBED = new Set([
  'then',
  'catch',
  'toJSON',
  'default',
  '__esModule',
  'constructor',
  'inspect',
  'domain',
  'asymmetricMatch',
]);

/** Makes every member that an object does not have throw, instead of being undefined. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get: (target, key, receiver) => {
      if (key in target || typeof key === 'symbol' || PROBED.has(key)) return Reflect.get(target, key, receiver);
      throw unsupported(`${name}.${key}`);
    },
  });
}

/** The error for something of Electron's that the stand-in does not do. */
export function unsupported(what: string): Error {
  return new Error(`the stand-in for Electron does not have ${what}`);
}
