import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type { Builder, Value } from '../../../shared/plan/builder';
import { type } from '../../../shared/plan/ops';
import { product } from '../../../shared/plan/stage';
import { Variables } from './variables';

/** The outputs of frozen layers for every image of a set: one tensor [images, …] for each output that the rest is computed from. */
export class FrozenCache {
  private readonly variables: Variables;

  /** @param shapes the shape of each output for one image, by key */
  constructor(
    binding: TFJSBinding,
    images: number,
    private readonly shapes: ReadonlyMap<string, readonly number[]>,
  ) {
    this.variables = new Variables(binding);
    for (const [key, shape] of shapes) this.variables.add(key, [images, ...shape]);
  }

  /** The size in bytes of such a cache. */
  static bytes(images: number, shapes: Iterable<readonly number[]>): number {
    return [...shapes].reduce((sum, shape) => sum + 4 * images * product(shape), 0);
  }

  get keys(): readonly string[] {
    return [...this.shapes.keys()];
  }

  /** Writes the operation that stores rows. */
  put(b: Builder, key: string, places: Value, rows: Value): void {
    const attributes = [type('dtype', 'float32'), type('Tindices', 'int32')];
    b.ops('ResourceScatterUpdate', attributes, [this.resource(b, key), places, rows], []);
  }

  /** Writes the operation that reads rows. */
  take(b: Builder, key: string, places: Value): Value {
    const attributes = [type('dtype', 'float32'), type('Tindices', 'int32')];
    return b.op(
      'ResourceGather',
      attributes,
      [this.resource(b, key), places],
      [places.shape[0] ?? 0, ...(this.shapes.get(key) ?? [])],
    );
  }

  dispose(): void {
    this.variables.dispose();
  }

  private resource(b: Builder, key: string): Value {
    const found = this.variables.handles.get(key);
    if (!found) throw new Error(`the cache has no ${key}`);
    return b.once(`cache ${key}`, () => b.external('resource', [], found.handle));
  }
}
