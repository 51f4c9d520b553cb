import { z } from 'zod';
import { fileRef } from './areas/file-ref';
import { runId } from './areas/run-ref';
import { progressSchema } from './areas/runs';
import { setupPart, setupProgress } from './areas/setup';
import { nothing, textSchema } from './rpc/procedure';

const table = {
  /** Documents to open, from the system or another start of Patchbay. */
  'files.opened': z.object({ files: z.array(fileRef).min(1).max(100) }),
  /** A command of the native menu, by the page's id of it. */
  'app.command': z.object({ command: z.string().min(1).max(100) }),
  /** The window is about to close. The page answers with `app.mayClose`, after asking the user about unsaved work. */
  'app.closing': nothing,
  /** A notice for the user about an error without loss of work. */
  'app.trouble': z.object({ text: textSchema }),
  /** The progress of the current download; at most ten times a second. */
  'setup.progress': z.object({ part: setupPart, progress: setupProgress }),
  /** The end of a download: the error, or null if it succeeded or was cancelled. */
  'setup.ended': z.object({ part: setupPart, error: textSchema.nullable() }),
  /** The list of runs has changed; at most four times a second. */
  'runs.changed': nothing,
  /** The progress of the active run; at most ten times a second. Its metrics are read with `runs.metrics`. */
  'runs.progress': z.object({ id: runId, progress: progressSchema }),
  /** True while the machine is kept awake for the queue; also sent to every new window. */
  'runs.keptAwake': z.object({ awake: z.boolean() }),
};

/** The name of an event: files.opened. */
export type EventName = keyof typeof table;
type Payloads = { [E in EventName]: z.output<(typeof table)[E]> };
/** The payload of an event. */
export type Payload<E extends EventName> = Payloads[E];

/** All events that a host emits. */
export const events: { readonly [E in EventName]: z.ZodType<Payloads[E]> } = table;

/** True if there is an event of this name. */
export function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

/** The names of all events. */
export const EVENTS: readonly EventName[] = Object.keys(events).filter(isEvent);
