import type { Dataset } from './dataset';
import { fashionMnist } from './fashion-mnist';

/** Garments that Patchbay draws from a seed, in the classes and numbers of Fashion-MNIST. */
export const synthetic = {
  id: 'synthetic',
  label: 'Generated garments',
  image: fashionMnist.image,
  classes: fashionMnist.classes,
  train: fashionMnist.train,
  test: fashionMnist.test,
  generated: true,
} as const satisfies Dataset;
