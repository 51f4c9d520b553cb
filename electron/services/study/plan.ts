import path from 'node:path';
import { type Document, type Graph, graphOf } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { parseTraining } from '../../../shared/training/config';
import { FileError, readDocument } from '../../files/text-file';

/** One run of the study. */
export interface StudyItem {
  /** Its name, and that of its folder. */
  readonly id: string;
  /** Its preset; some variants freeze a part of it. */
  readonly preset: string;
  readonly document: Document;
  readonly graph: Graph;
  /** The run whose encoder it starts from. */
  readonly from?: string;
}

/** The paper's five autoencoders, its three classifiers, and two variants of the first classifier with frozen layers. */
const ITEMS: readonly {
  readonly id: string;
  readonly preset: string;
  readonly from?: string;
  readonly frozen?: readonly string[];
  /** The name of its document, if not the preset's, so that runs can be told apart. */
  readonly name?: string;
}[] = [
  { id: 'baseline', preset: 'table2-baseline' },
  { id: 'dropout', preset: 'autoencoder-dropout' },
  { id: 'batchnorm', preset: 'autoencoder-batchnorm' },
  { id: 'maxavg', preset: 'autoencoder-maxavg' },
  { id: 'channels', preset: 'autoencoder-optimized' },
  { id: 'classifier', preset: 'classifier-baseline', from: 'channels' },
  { id: 'fc-adam', preset: 'classifier-fc-adam', from: 'channels' },
  { id: 'fc-sgd', preset: 'classifier-fc-sgd', from: 'channels' },
  {
    id: 'conv2-free',
    preset: 'classifier-baseline',
    from: 'channels',
    frozen: ['conv1', 'batchnorm1'],
    name: 'Classifier, second convolution free',
  },
  {
    id: 'frozen',
    preset: 'classifier-baseline',
    from: 'channels',
    frozen: ['conv1', 'batchnorm1', 'conv2', 'batchnorm2'],
    name: 'Classifier, encoder frozen',
  },
];

/** The names of the variants, in the order of training. */
export const STUDY_IDS: readonly string[] = ITEMS.map(({ id }) => id);

/** Settings that replace those of the presets. */
export interface StudySettings {
  readonly epochs: number | undefined;
  readonly seed: number | undefined;
  readonly dataset: string | undefined;
}

/**
 * The runs of a study, read from the presets. The encoder that a chosen classifier starts from is included.
 * @param variants names of variants (default: all)
 * @throws FileError if a preset cannot be read
 */
export async function studyPlan(
  presets: string,
  settings: StudySettings,
  variants: readonly string[] = STUDY_IDS,
): Promise<readonly StudyItem[]> {
  const wanted = new Set(variants);
  for (const { id, from } of ITEMS) if (wanted.has(id) && from !== undefined) wanted.add(from);
  const items = ITEMS.filter(({ id }) => wanted.has(id));
  return Promise.all(
    items.map(async ({ id, preset, from, frozen = [], name }) => {
      const file = path.join(presets, `${preset}.patchbay.json`);
      const parsed = await readDocument(file);
      if (!parsed.ok) throw new FileError('notText', file);
      const task = from === undefined ? 'reconstruction' : 'classification';
      const found = parsed.document.graphs.find(({ training }) => parseTraining(training).training.task === task);
      if (!found) throw new FileError('notFound', file);
      const changed = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
      const edits: readonly Edit[] = [
        { type: 'train', settings: changed },
        ...(frozen.length > 0 ? [{ type: 'freeze' as const, nodes: [...frozen], frozen: true }] : []),
      ];
      const document = applyEdits(name === undefined ? parsed.document : { ...parsed.document, name }, found.id, edits);
      return { id, preset, document, graph: graphOf(document, found.id) ?? found, ...(from === undefined ? {} : { from }) };
    }),
  );
}
