/** The app that the stand-in runs, as its command line and its package.json say. */
export interface Launched {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly isPackaged: boolean;
  /** Chromium's switches. The app may add some until it is ready. */
  readonly switches: string[];
}

let current: Launched | undefined;

/** To be called once, before the app is loaded. */
export function setLaunched(app: Launched): void {
  current = app;
}

/** The app that runs. */
export function launched(): Launched {
  if (!current) throw new Error('no app has been launched');
  return current;
}

/** The value of a switch: '' where it has none, undefined where it is not there. */
export function switchValue(name: string): string | undefined {
  const found = launched().switches.findLast((one) => one === `--${name}` || one.startsWith(`--${name}=`));
  return found?.slice(name.length + 3);
}
