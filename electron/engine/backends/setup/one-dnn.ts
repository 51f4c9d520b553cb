import { z } from 'zod';
import { asNode, reasonOf, run } from '../../system/run';
import { BackendError } from '../backend';
import type { Host } from './host';
import { type Meter, meterOfThisMachine } from './load';

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

/** Printed after the time, with a blank between: the processor time that the process took, in milliseconds. */
const COST = `
const { user, system } = process.cpuUsage();
process.stdout.write(' ' + (user + system) / 1000);
`;
const printed = z.tuple([z.coerce.number(), z.coerce.number()]);

/** A measurement of oneDNN's kernels. Those of earlier versions have the two times alone. */
export const oneDnnTimes = z.object({
  /** Milliseconds that a convolution and its gradients take with oneDNN's kernels, and without: the fastest of all rounds. */
  on: z.number(),
  off: z.number(),
  /** The share of the machine's processor time that other processes used meanwhile, from 0 to 1. */
  others: z.number().optional(),
  /** True where the machine was busy, but each one of the rounds had the same outcome. */
  agreed: z.boolean().optional(),
  /** The time of the measurement, in milliseconds since 1970. */
  at: z.number().optional(),
});
export type OneDnnTimes = z.output<typeof oneDnnTimes>;

/** By how much oneDNN's kernels must be slower to be left out: a tie goes to the library's own default. */
const CLEARLY = 1.1;

/** A ratio that is nearer to the threshold than by this factor is measured further. */
const CLOSE = 1.15;

/** A machine of whose processor time others use more than this is busy. */
const BUSY = 0.1;

/** The rounds that are measured in any case, and the most where the outcome is close or the machine busy. */
const LEAST = 3;
const MOST = 7;

/** True of a measurement that was made while the machine was quiet, or whose rounds had the same outcome all the same. */
export function isReliable({ others, agreed }: OneDnnTimes): boolean {
  return agreed === true || (others !== undefined && others <= BUSY);
}

/**
 * True where oneDNN's kernels are to be used: unless a reliable measurement shows that they are slower. Some processors have them off
 * by default, and lose a quarter of the speed.
 */
export function usesOneDnn(times: OneDnnTimes | undefined): boolean {
  return times === undefined || !isReliable(times) || !isSlower(times);
}

const isSlower = ({ on, off }: OneDnnTimes): boolean => on > CLEARLY * off;

const isClose = ({ on, off }: OneDnnTimes): boolean => on * CLOSE > CLEARLY * off && on < CLEARLY * off * CLOSE;

/** Loading some 850 MB from a slow disk takes its time. */
const PATIENCE = 120_000;

/**
 * Times a binding, which must work, with oneDNN's kernels and without, in processes of their own that take turns, so that a load of
 * the machine that comes and goes slows both. It goes on for longer where the times are close, or where the machine is busy.
 *
 * @throws BackendError `crashed` where a process fails; the signal's reason where it is aborted
 */
export async function timeOneDnn(
  host: Host,
  binding: string,
  { signal, meter = meterOfThisMachine }: { readonly signal?: AbortSignal | undefined; readonly meter?: Meter } = {},
): Promise<OneDnnTimes> {
  let spent = 0;
  const time = async (way: '0' | '1'): Promise<number> => {
    const env = { ...asNode(host.env), TF_CPP_MIN_LOG_LEVEL: '3', TF_ENABLE_ONEDNN_OPTS: way };
    const ended = await run(process.execPath, ['-e', TIMED + COST, binding], { env, signal, stalledAfter: PATIENCE });
    const found = printed.safeParse(ended.stdout.split(' '));
    if (ended.code !== 0 || !found.success)
      throw new BackendError('crashed', { reason: reasonOf(ended) }, { detail: ended.stderr });
    const [milliseconds, cost] = found.data;
    spent += cost;
    return milliseconds;
  };
  const others = meter();
  const rounds: OneDnnTimes[] = [];
  for (;;) {
    rounds.push({ on: await time('1'), off: await time('0') });
    const on = Math.min(...rounds.map((round) => round.on));
    const off = Math.min(...rounds.map((round) => round.off));
    const times = { on, off, others: others(spent), at: Date.now() };
    if (rounds.length >= LEAST && isReliable(times) && !isClose(times)) return times;
    if (rounds.length === MOST) return { ...times, agreed: rounds.every((round) => isSlower(round) === isSlower(times)) };
  }
}
