import { FASHION_MNIST } from './fashion-mnist';
import type { DataSource } from './source';

/** Every data set that can be fetched. */
export const SOURCES: readonly DataSource[] = [FASHION_MNIST];
