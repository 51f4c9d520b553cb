import { type DataFacts, knownFacts, MOST_CLASSES } from '../../../shared/training/data-facts';
import { datasetOf } from '../../../shared/training/datasets/index';
import type { OpenedDataset } from './open';
import type { ImageSet } from './support/images';

/** The facts of opened images that a graph has to fit. */
export function factsOf({ id, source, train, validation }: OpenedDataset): DataFacts {
  const dataset = datasetOf(id);
  const counted = { label: source, classes: { least: train.classes.length, most: MOST_CLASSES } };
  return { ...(dataset ? knownFacts(dataset) : counted), image: train.size, unseen: unseen(train, validation) };
}

/** The names of the classes that occur among the validation images alone. */
function unseen(train: ImageSet, validation: ImageSet): readonly string[] {
  const seen = new Set(train.labels);
  const labels = [...new Set(validation.labels)].filter((label) => !seen.has(label)).sort((a, b) => a - b);
  return labels.map((label) => validation.classes[label] ?? String(label));
}
