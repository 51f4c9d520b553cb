/** The programs that Node runs, by name. */
export type Program = 'cli' | 'start' | 'engine';

/** Compiles the programs, unless this was done since a source changed. @returns the addresses of their modules, for `import` */
export function compiled(): Promise<Readonly<Record<Program, string>>>;

/** The address of the engine's module: the compiled one if it is there and no older than the sources, else the source. */
export function newestEngine(): string;
