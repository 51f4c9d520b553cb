import { z } from 'zod';
import { asNode, run } from '../../system/run';
import type { Host } from './host';

/**
 * A convolution of the size that small networks have, and both its gradients, some times over: prints the milliseconds of the fastest
 * round. Whether oneDNN's kernels do it is fixed when the library is loaded, so that each way takes a process.
 */
export const TIMED = `
const b = require(process.argv[1]);
const type = { name: 'T', type: b.TF_ATTR_TYPE, value: b.TF_FLOAT };
const strides = { name: 'strides', type: b.TF_ATTR_INT, value: [1, 1, 1, 1] };
const padding = { name: 'padding', type: b.TF_ATTR_STRING, value: 'VALID' };
const floats = (shape) => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return b.createTensor(shape, b.TF_FLOAT, Float32Array.from({ length: size }, (_, index) => (index % 17) / 17 - 0.5));
};
const sizes = (shape) => b.createTensor([4], b.TF_INT32, Int32Array.from(shape));
const run = (name, inputs) => {
  const { id } = b.executeOp(name, [type, strides, padding], inputs, 1)[0];
  b.tensorDataSync(id);
  b.deleteTensor(id);
};
const [image, kernel, output] = [[50, 13, 13, 64], [3, 3, 64, 96], [50, 11, 11, 96]];
const [x, w, dy] = [image, kernel, output].map(floats);
const [ofImage, ofKernel] = [image, kernel].map(sizes);
let fastest = Infinity;
for (let round = 0; round < 8; round++) {
  const start = performance.now();
  run('Conv2D', [x, w]);
  run('Conv2DBackpropFilter', [x, ofKernel, dy]);
  run('Conv2DBackpropInput', [ofImage, w, dy]);
  fastest = Math.min(fastest, performance.now() - start);
}
process.stdout.write(String(fastest));
`;

/** Milliseconds that a convolution and its gradients take with oneDNN's kernels, and without. */
export const oneDnnTimes = z.object({ on: z.number(), off: z.number() });
export type OneDnnTimes = z.output<typeof oneDnnTimes>;

/** Loading some 850 MB from a slow disk takes its time. */
const PATIENCE = 120_000;

/**
 * Times a binding, which must work, with oneDNN's kernels and without, in processes of their own.
 * @returns `undefined` where one of them fails: nothing is known then
 */
export async function timeOneDnn(host: Host, binding: string, signal?: AbortSignal): Promise<OneDnnTimes | undefined> {
  const time = async (way: '0' | '1') => {
    const env = { ...asNode(host.env), TF_CPP_MIN_LOG_LEVEL: '3', TF_ENABLE_ONEDNN_OPTS: way };
    const ended = await run(process.execPath, ['-e', TIMED, binding], { env, signal, stalledAfter: PATIENCE });
    return ended.code === 0 ? Number(ended.stdout || Number.NaN) : Number.NaN;
  };
  const times = { on: await time('1'), off: await time('0') };
  return Number.isNaN(times.on + times.off) ? undefined : times;
}
