import { z } from 'zod';
import { fileRef } from './areas/file-ref';
import { runId } from './areas/run-ref';
import { progressSchema } from './areas/runs';
import { setupPart, setupProgress } from './areas/setup';
import { nothing, textSchema } from './rpc/procedure';

const table = {
  /** Documents that the system, or another start of Patchbay, wants to be opened. */
  'files.opened': z.object({ files: z.array(fileRef).min(1).max(100) }),
  /** A command of the native menu, by the page's id of it. */
  'app.command': z.object({ command: z.string().min(1).max(100) }),
  /** The window is about to close. The page answers with `app.mayClose`, after asking a person where there is unsaved work. */
  'app.closing': nothing,
  /** Something went wrong that cost nothing, and that a person should know of: in words. */
  'app.trouble': z.object({ text: textSchema }),
  /** How far getting an engine or the data set is; at most ten times a second. */
  'setup.progress': z.object({ part: setupPart, progress: setupProgress }),
  /** It is there, or why not; null where it is, or where a person stopped it. */
  'setup.ended': z.object({ part: setupPart, error: textSchema.nullable() }),
  /** The list of runs has changed, or something that it shows; at most four times a second. */
  'runs.changed': nothing,
  /** How far the run is that goes on; at most ten times a second. Its metrics are read with `runs.metrics`. */
  'runs.progress': z.object({ id: runId, progress: progressSchema }),
  /** Whether the machine is kept from sleeping, as long as a queue runs; told again to every window that comes. */
  'runs.keptAwake': z.object({ awake: z.boolean() }),
};

/** The name of an event: files.opened. */
export type EventName = keyof typeof table;
type Payloads = { [E in EventName]: z.output<(typeof table)[E]> };
/** What an event tells. */
export type Payload<E extends EventName> = Payloads[E];

/** Everything that a host tells a page by itself. */
export const events: { readonly [E in EventName]: z.ZodType<Payloads[E]> } = table;

/** Whether there is an event of this name. */
export function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

/** The names of all events. */
export const EVENTS: readonly EventName[] = Object.keys(events).filter(isEvent);
