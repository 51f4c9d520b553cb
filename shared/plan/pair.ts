/** Two numbers: of the rows and the columns of an image, or of the two ends of an axis. */
export type Pair = readonly [number, number];
