import type { ChildProcess } from 'node:child_process';

/** An engine's process, and its end. */
export interface ForkedEngine {
  readonly child: ChildProcess;
  /** `reason` is set if the process could not be started. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly reason?: string }>;
}

/** Starts the engine's process. @param program the address of its module; its source or bundle if it is left out */
export function forkEngine(program?: string): ForkedEngine;
