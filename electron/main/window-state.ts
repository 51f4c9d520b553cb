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

/** The initial size of a window. */
const FIRST = { width: 1_400, height: 900 } as const;

/** Offset of each further window, in pixels. */
const STEP = 32;

/** The position and size of a new window: those of the last one, if they are still on a screen. */
export function readWindowState(
  file: string,
  others: number,
): Partial<State> & { readonly width: number; readonly height: number } {
  const found = parse(file);
  if (!found || !isOnScreen(found)) return FIRST;
  const shift = others * STEP;
  return others === 0 ? found : { ...found, x: found.x + shift, y: found.y + shift, maximized: false, fullScreen: false };
}

/** Saves the position and size of a window. If that fails, the window closes all the same. */
export function keepWindowState(file: string, window: BrowserWindow): void {
  const { x, y, width, height } = window.getNormalBounds();
  const state: State = { x, y, width, height, maximized: window.isMaximized(), fullScreen: window.isFullScreen() };
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileAtomicSync(file, JSON.stringify(state));
  } catch {
    // The next window has the initial size.
  }
}

function parse(file: string): State | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** True if enough of the title bar is visible to drag the window. */
function isOnScreen({ x, y, width }: State): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return across >= 100 && y >= workArea.y && y < workArea.y + workArea.height - 40;
  });
}
