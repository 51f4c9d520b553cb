import { useSyncExternalStore } from 'react';
import { editor } from '../editor/editor';
import { useRuns } from '../editor/runs-store';
import type { Command } from '../ui/command';
import { COMMANDS } from './index';

/** True if a command can run now. */
export const isEnabled = ({ enabled }: Command): boolean => enabled?.() ?? true;

/**
 * Calls a listener after every change that can enable or disable a command: of the document, the selection and the runs.
 * @returns a function that removes the listener
 */
export function onAvailability(listener: () => void): () => void {
  const stops = [editor.subscribe(listener), useRuns.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The ids of the commands that can run now, joined by spaces. */
const enabledIds = (): string =>
  COMMANDS.filter(isEnabled)
    .map(({ id }) => id)
    .join(' ');

/** Re-renders a component that shows commands when one of them becomes enabled or disabled. */
export function useAvailability(): void {
  useSyncExternalStore(onAvailability, enabledIds);
}
