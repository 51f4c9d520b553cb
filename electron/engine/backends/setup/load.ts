import os from 'node:os';

/** Starts to measure the load of the machine. The function that it returns gives the share of all processor time since then that others used, 0 to 1. */
export type Meter = () => (own: number) => number;

/** Processor time of the whole machine since it started, in milliseconds. */
export interface ProcessorTime {
  readonly busy: number;
  readonly idle: number;
}

/**
 * Measures the load of other processes on this machine. `own` is the processor time of child processes in milliseconds, which this process
 * cannot look up; its own is left out as well. Where the system does not tell, the load of others counts as 0.
 */
export const meterOfThisMachine: Meter = () => {
  const [before, ownBefore] = [processorTime(), process.cpuUsage()];
  return (own) => {
    const { user, system } = process.cpuUsage(ownBefore);
    return shareOfOthers(before, processorTime(), own + (user + system) / 1000);
  };
};

/** The share of the processor time between two moments that other processes used, from 0 to 1. */
export function shareOfOthers(before: ProcessorTime, after: ProcessorTime, own: number): number {
  const busy = after.busy - before.busy;
  const all = busy + after.idle - before.idle;
  return all <= 0 ? 0 : Math.min(1, Math.max(0, (busy - own) / all));
}

function processorTime(): ProcessorTime {
  const times = os.cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  return times.reduce((sum, { busy, idle }) => ({ busy: sum.busy + busy, idle: sum.idle + idle }), { busy: 0, idle: 0 });
}
