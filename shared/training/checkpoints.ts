/** The checkpoints that a run keeps: that of the lowest validation loss, and the newest. */
export const CHECKPOINTS = ['best', 'last'] as const;
export type CheckpointName = (typeof CHECKPOINTS)[number];
