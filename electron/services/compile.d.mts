/** A program that Node runs. */
export type Program = 'cli' | 'start' | 'engine';

/** Compiles the programs, unless this was done since a source changed. @returns the address of the program's module, for `import` */
export function compiled(name: Program): Promise<string>;

/** The address of a program's module: the compiled one if it is there and no older than the sources, else the source. */
export function newestOf(name: Program): string;
