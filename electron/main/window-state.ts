import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserWindow, screen } from 'electron';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200).max(20_000),
  height: z.int().min(200).max(20_000),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});
type State = z.output<typeof stateSchema>;

/** The size of a window that nobody has changed yet. */
const FIRST = { width: 1_400, height: 900 } as const;

/** How far a second window stands from the one before it. */
const STEP = 32;

/** Where and how a new window is to stand: as the last one stood, if a screen still shows that place. */
export function readWindowState(
  file: string,
  others: number,
): Partial<State> & { readonly width: number; readonly height: number } {
  const found = parse(file);
  if (!found || !isOnScreen(found)) return FIRST;
  const shift = others * STEP;
  return others === 0 ? found : { ...found, x: found.x + shift, y: found.y + shift, maximized: false, fullScreen: false };
}

/** Writes down how a window stands. What cannot be written is no reason not to close. */
export function keepWindowState(file: string, window: BrowserWindow): void {
  const { x, y, width, height } = window.getNormalBounds();
  const state: State = { x, y, width, height, maximized: window.isMaximized(), fullScreen: window.isFullScreen() };
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileAtomicSync(file, JSON.stringify(state));
  } catch {
    // The next window stands where a first one does.
  }
}

function parse(file: string): State | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Whether enough of the title bar can be seen to take hold of. */
function isOnScreen({ x, y, width }: State): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return across >= 100 && y >= workArea.y && y < workArea.y + workArea.height - 40;
  });
}
