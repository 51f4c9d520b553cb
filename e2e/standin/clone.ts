/**
 * Values of the structured clone algorithm as text, between Node and the worlds of a page. What cannot be cloned throws, as it does
 * in Electron; functions and promises cross only where there are hooks for them (the bridge has some, messages have none).
 */
export interface EncodeHooks {
  readonly fn?: (value: (...args: unknown[]) => unknown) => number;
  readonly promise?: (value: Promise<unknown>) => number;
  readonly file?: (value: File) => number;
}

export interface DecodeHooks {
  readonly fn?: (id: number) => unknown;
  readonly promise?: (id: number) => unknown;
  readonly file?: (id: number) => unknown;
}

const VIEWS: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};

/** A value that JSON has no word for, by its kind. */
type Tagged = { readonly $: string; readonly v?: unknown };

/** @throws Error where something in it cannot be cloned */
export function encode(value: unknown, hooks: EncodeHooks = {}): string {
  const seen = new Map<object, number>();
  const go = (one: unknown): unknown => {
    if (one === null || typeof one === 'string' || typeof one === 'boolean') return one;
    if (one === undefined) return { $: 'undefined' };
    if (typeof one === 'number') {
      if (Number.isFinite(one) && !Object.is(one, -0)) return one;
      return { $: 'number', v: Object.is(one, -0) ? '-0' : String(one) };
    }
    if (typeof one === 'bigint') return { $: 'bigint', v: String(one) };
    if (typeof one === 'function' && hooks.fn)
      return { $: 'function', v: hooks.fn((...args) => Reflect.apply(one, undefined, args)) };
    if (typeof one !== 'object') throw uncloneable();
    const before = seen.get(one);
    if (before !== undefined) return { $: 'again', v: before };
    if (one instanceof Promise && hooks.promise) return { $: 'promise', v: hooks.promise(one) };
    if (typeof File !== 'undefined' && one instanceof File && hooks.file) return { $: 'file', v: hooks.file(one) };
    seen.set(one, seen.size);
    return object(one, go);
  };
  return JSON.stringify(go(value));
}

function object(one: object, go: (value: unknown) => unknown): Tagged {
  if (one instanceof Date) return { $: 'date', v: one.getTime() };
  if (one instanceof RegExp) return { $: 'regexp', v: [one.source, one.flags] };
  if (one instanceof Error) return { $: 'error', v: [one.name, one.message] };
  if (one instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(one)) };
  if (ArrayBuffer.isView(one)) {
    const bytes = new Uint8Array(one.buffer, one.byteOffset, one.byteLength);
    const name = Object.prototype.toString.call(one).slice(8, -1);
    return { $: 'view', v: [name, toBase64(bytes)] };
  }
  if (one instanceof Map) return { $: 'map', v: [...one].map((pair) => pair.map(go)) };
  if (one instanceof Set) return { $: 'set', v: [...one].map(go) };
  if (Array.isArray(one)) return { $: 'array', v: Array.from(one, go) };
  if (Object.prototype.toString.call(one) !== '[object Object]') throw uncloneable();
  return { $: 'object', v: Object.entries(one).map(([key, inner]) => [key, go(inner)]) };
}

function uncloneable(): Error {
  return new Error('An object could not be cloned.');
}

/** The value of a text that `encode` made, in this world's own objects. */
export function decode(text: string, hooks: DecodeHooks = {}): unknown {
  const made: unknown[] = [];
  const keep = <T>(value: T): T => {
    made.push(value);
    return value;
  };
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const go = (one: unknown): unknown => {
    if (one === null || typeof one !== 'object') return one;
    const kind: unknown = Reflect.get(one, '$');
    const v: unknown = Reflect.get(one, 'v');
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(v);
      case 'bigint':
        return BigInt(String(v));
      case 'again':
        return made[Number(v)];
      case 'function':
        return hooks.fn?.(Number(v));
      case 'promise':
        return hooks.promise?.(Number(v));
      case 'file':
        return hooks.file?.(Number(v));
      case 'date':
        return keep(new Date(Number(v)));
      case 'regexp':
        return keep(new RegExp(String(list(v)[0]), String(list(v)[1])));
      case 'error': {
        const error = new Error(String(list(v)[1]));
        error.name = String(list(v)[0]);
        return keep(error);
      }
      case 'buffer':
        return keep(fromBase64(String(v)));
      case 'view': {
        const View = VIEWS[String(list(v)[0])];
        return View && keep(new View(fromBase64(String(list(v)[1]))));
      }
      case 'map': {
        const map = keep(new Map<unknown, unknown>());
        for (const pair of list(v)) map.set(go(list(pair)[0]), go(list(pair)[1]));
        return map;
      }
      case 'set': {
        const set = keep(new Set<unknown>());
        for (const inner of list(v)) set.add(go(inner));
        return set;
      }
      case 'array': {
        const array = keep<unknown[]>([]);
        for (const inner of list(v)) array.push(go(inner));
        return array;
      }
      default: {
        const result = keep({});
        // Defined, not assigned: `__proto__` is a key like any other.
        for (const pair of list(v))
          Object.defineProperty(result, String(list(pair)[0]), {
            value: go(list(pair)[1]),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        return result;
      }
    }
  };
  return go(JSON.parse(text));
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

function fromBase64(text: string): ArrayBuffer {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return bytes.buffer;
}
