import type * as tfjs from '@tensorflow/tfjs';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorOf } from '../../../../shared/layers/golden/torch';
import type { Tf } from '../../../../shared/layers/support/kind';
import { backendTests } from '../../golden/backend-cases';
import type { Backend } from '../backend';
import { openWasm } from './wasm';

let opened: Promise<Backend> | undefined;
const open = () => {
  opened ??= openWasm();
  return opened;
};

backendTests(open);

describe('our kernels give what the plain JavaScript ones of tfjs do', () => {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await open());
  });
  afterEach(() => tf.setBackend('wasm'));

  /** Holds an operation on WebAssembly to the same one in plain JavaScript. What it makes must be freed when it is done. */
  async function compare(f: () => readonly tfjs.Tensor[]): Promise<void> {
    const run = () => tf.tidy(() => f().map((y) => ({ shape: y.shape, data: [...y.dataSync()] })));
    await tf.setBackend('cpu');
    const wanted = run();
    await tf.setBackend('wasm');
    // Memory that was used before is not zeros.
    tf.tidy(() => [3, 30, 300, 3000].map((size) => tf.fill([size], 1e30)));
    const before = tf.memory().numTensors;
    const found = run();
    expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
    for (const [index, { shape, data }] of wanted.entries()) {
      expect(found[index]?.shape).toEqual(shape);
      expect(errorOf(found[index]?.data ?? [], data), `result ${index}`).toBeLessThanOrEqual(1);
    }
  }

  const holds = <T>(arbitrary: fc.Arbitrary<T>, f: (value: T) => readonly tfjs.Tensor[]) =>
    fc.assert(
      fc.asyncProperty(arbitrary, (value) => compare(() => f(value))),
      { numRuns: 150 },
    );

  const size = (most: number) => fc.integer({ min: 1, max: most });
  const pairOf = (one: fc.Arbitrary<number>) => fc.tuple(one, one);
  const random = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);
  /** Few different values, so that windows have several largest ones. */
  const coarse = (shape: number[], seed: number) => tf.round(tf.mul(random(shape, seed), 2));
  const grids: readonly (readonly [number, number])[] = [
    [0, 0],
    [1, 0],
    [0, 2],
    [2, 1],
  ];
  /** Without 'same', which no layer of ours has in a convolution: tfjs's own kernel gives zeros for it where a stride exceeds the kernel. */
  const padding = fc.oneof(
    fc.constant('valid' as const),
    fc
      .tuple(fc.constantFrom(...grids), fc.constantFrom(...grids))
      .map(([rows, columns]): tfjs.backend_util.ExplicitPadding => [[0, 0], [...rows], [...columns], [0, 0]]),
  );
  const windows = fc
    .record({
      image: pairOf(size(9)),
      kernel: pairOf(size(4)),
      strides: pairOf(size(3)),
      pad: padding,
      batch: size(3),
      channels: size(4),
    })
    .filter(({ image, kernel }) => image[0] >= kernel[0] && image[1] >= kernel[1]);

  test('convolutions and both their gradients', () =>
    holds(fc.tuple(windows, size(4)), ([{ image, kernel, strides, pad, batch, channels }, outputs]) => {
      const [x, w] = [random([batch, ...image, channels], 1), random([...kernel, channels, outputs], 2)];
      const convolve = (a: tfjs.Tensor, b: tfjs.Tensor) => tf.conv2d(a as tfjs.Tensor4D, b as tfjs.Tensor4D, strides, pad);
      const y = convolve(x, w);
      return [y, ...tf.grads(convolve)([x, w], random(y.shape, 3) as tfjs.Tensor4D)];
    }));

  test('a transposed convolution whose products are too many for one multiplication', () =>
    compare(() => {
      const [x, w] = [random([3, 20, 20, 8], 1), random([8, 8, 64, 8], 2)];
      return [tf.conv2dTranspose(x as tfjs.Tensor4D, w as tfjs.Tensor4D, [3, 84, 84, 64], 4, 'valid')];
    }));

  test('transposed convolutions and both their gradients', () =>
    holds(fc.tuple(windows, size(4)), ([{ image, kernel, strides, batch, channels }, outputs]) => {
      const [x, w] = [random([batch, ...image, channels], 1), random([...kernel, outputs, channels], 2)];
      const whole = ([0, 1] as const).map((axis) => (image[axis] - 1) * strides[axis] + kernel[axis]);
      const shape: [number, number, number, number] = [batch, whole[0] ?? 1, whole[1] ?? 1, outputs];
      const convolve = (a: tfjs.Tensor, b: tfjs.Tensor) =>
        tf.conv2dTranspose(a as tfjs.Tensor4D, b as tfjs.Tensor4D, shape, strides, 'valid');
      const y = convolve(x, w);
      return [y, ...tf.grads(convolve)([x, w], random(y.shape, 3) as tfjs.Tensor4D)];
    }));

  test('max pooling and its gradient, which goes to the first of the largest', () =>
    holds(fc.tuple(windows, fc.constantFrom('valid' as const, 'same' as const)), ([sizes, way]) => {
      const { image, kernel, strides, batch, channels } = sizes;
      const pool = (a: tfjs.Tensor) => tf.maxPool(a as tfjs.Tensor4D, kernel, strides, way);
      return [coarse, random].flatMap((fill) => {
        const x = fill([batch, ...image, channels], 1);
        const y = pool(x);
        return [y, tf.grad(pool)(x, random(y.shape, 2) as tfjs.Tensor4D)];
      });
    }));

  const shapes = fc.array(size(6), { minLength: 1, maxLength: 5 });

  test('sums and means', () =>
    holds(
      shapes.chain((shape) =>
        fc.record({ shape: fc.constant(shape), axes: fc.subarray([...shape.keys()], { minLength: 1 }), keep: fc.boolean() }),
      ),
      ({ shape, axes, keep }) => {
        const x = random(shape, 1);
        return [
          tf.sum(x, axes, keep),
          tf.mean(x, axes, keep),
          tf.sum(x),
          tf.mean(x),
          tf.sum(tf.cast(coarse(shape, 2), 'int32'), axes),
        ];
      },
    ));

  test('repeated tensors', () =>
    holds(
      shapes.chain((shape) => fc.record({ shape: fc.constant(shape), reps: fc.tuple(...shape.map(() => size(4))) })),
      ({ shape, reps }) => [tf.tile(random(shape, 1), reps), tf.tile(tf.cast(coarse(shape, 2), 'int32'), reps)],
    ));

  test('parts of tensors', () =>
    holds(
      shapes.chain((shape) =>
        fc
          .tuple(
            ...shape.map((length) =>
              fc.nat(length - 1).chain((from) => fc.tuple(fc.constant(from), fc.integer({ min: -1, max: length - from }))),
            ),
          )
          .map((ranges) => ({ shape, begin: ranges.map(([from]) => from), size: ranges.map(([, count]) => count) })),
      ),
      ({ shape, begin, size }) => [
        tf.slice(random(shape, 1), begin, size),
        tf.slice(random([...shape, 40], 2), begin, [...size.slice(0, -1), 1]),
        tf.slice(tf.cast(coarse(shape, 3), 'int32'), begin, size),
      ],
    ));

  test('products of matrices', () =>
    holds(fc.tuple(size(5), size(5), size(5), size(2), fc.boolean(), fc.boolean()), ([n, k, m, batch, turnA, turnB]) => {
      const a = turnA ? [k, n] : [n, k];
      const b = turnB ? [m, k] : [k, m];
      return [
        tf.matMul(random(a, 1), random(b, 2), turnA, turnB),
        tf.matMul(random([batch, ...a], 3), random([batch, ...b], 4), turnA, turnB),
        tf.matMul(random([1, batch, ...a], 5), random([1, batch, ...b], 6), turnA, turnB),
      ];
    }));
});

describe('the process', () => {
  test('is told when the memory is full, and keeps what it has', async () => {
    const { tf } = await open();
    const first = tf.fill([1000], 7);
    const before = tf.memory().numTensors;
    const large: tfjs.Tensor[] = [];
    // Half a gigabyte that nothing is written to, so that the test does not take what it asks for.
    const untouched = () => {
      const backend = tf.backend();
      if (!(backend instanceof BackendWasm)) throw new Error('another backend');
      return tf.engine().makeTensorFromTensorInfo(backend.makeOutput([125e6], 'float32'));
    };
    try {
      expect(() => {
        for (let count = 0; count < 10; count++) large.push(untouched());
      }).toThrow(expect.objectContaining({ code: 'wasmMemory' }));
      expect(large.length).toBeGreaterThan(5);
      expect(new Set(first.dataSync())).toEqual(new Set([7]));
    } finally {
      tf.dispose(large);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.tidy(() => tf.sum(tf.fill([1e6], 1)).dataSync()[0])).toBe(1e6);
    first.dispose();
  });

  test("keeps its own ways with errors: WebAssembly's start-up takes none over", async () => {
    const before = process.listenerCount('uncaughtException');
    await open();
    expect(process.listenerCount('uncaughtException')).toBe(before);
    const here = process.listeners('uncaughtException').map(String).join();
    expect(here).not.toContain('ExitStatus');
  });
});
