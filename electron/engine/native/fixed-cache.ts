import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type { Builder, Value } from './builder';
import { type } from './ops';
import { product } from './stage';
import { Variables } from './variables';

/** What frozen layers give for each image of a set: one tensor [images, …] for each place where the rest of the net begins. */
export class FixedCache {
  private readonly variables: Variables;

  /** @param shapes of one image, by key */
  constructor(
    binding: TFJSBinding,
    images: number,
    private readonly shapes: ReadonlyMap<string, readonly number[]>,
  ) {
    this.variables = new Variables(binding);
    for (const [key, shape] of shapes) this.variables.add(key, [images, ...shape]);
  }

  /** Its size in bytes. */
  static bytes(images: number, shapes: Iterable<readonly number[]>): number {
    return [...shapes].reduce((sum, shape) => sum + 4 * images * product(shape), 0);
  }

  get keys(): readonly string[] {
    return [...this.shapes.keys()];
  }

  /** Writes how rows are put in. */
  put(b: Builder, key: string, places: Value, rows: Value): void {
    const attributes = [type('dtype', 'float32'), type('Tindices', 'int32')];
    b.ops('ResourceScatterUpdate', attributes, [this.resource(b, key), places, rows], []);
  }

  /** Writes how rows are taken out. */
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
    if (!found) throw new Error(`nothing is kept of ${key}`);
    return b.once(`cache ${key}`, () => b.external('resource', [], found.handle));
  }
}
