import path from 'node:path';
import { type Document, type Graph, graphOf } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { parseTraining } from '../../../shared/training/config';
import { FileError, readDocument } from '../../files/text-file';

/** One training of the study. */
export interface StudyItem {
  /** Names it, and its folder. */
  readonly id: string;
  /** The preset that it is; some have a part of it frozen. */
  readonly preset: string;
  readonly document: Document;
  readonly graph: Graph;
  /** The training whose encoder it begins with. */
  readonly from?: string;
}

/** What the study is made of: the paper's five autoencoders, its three classifiers, and the first of them with a part frozen. */
const ITEMS: readonly {
  readonly id: string;
  readonly preset: string;
  readonly from?: string;
  readonly frozen?: readonly string[];
  /** What its document is called where that is not the preset's name: runs are told apart by it. */
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

/** The names of what can be trained, in the order in which it is. */
export const STUDY_IDS: readonly string[] = ITEMS.map(({ id }) => id);

/** What the study changes in the presets. */
export interface StudySettings {
  readonly epochs: number | undefined;
  readonly seed: number | undefined;
  readonly dataset: string | undefined;
}

/**
 * Reads what is to be trained from the presets. An encoder that a chosen classifier begins with is trained along.
 * @param variants the names of those that are chosen; all if not said
 * @throws FileError where a preset is not there
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
      if (!parsed.ok) throw new FileError('notText', { file });
      const task = from === undefined ? 'reconstruction' : 'classification';
      const found = parsed.document.graphs.find(({ training }) => parseTraining(training).training.task === task);
      if (!found) throw new FileError('notFound', { file });
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
