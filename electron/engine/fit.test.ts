import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, emptyDocument } from '../../shared/graph/document';
import { applyEdits, type Edit } from '../../shared/graph/edits/edit';
import { ownText } from '../../shared/i18n/message-error';
import { openDataset } from './data/open';
import type { OpenOptions } from './data/sources/source';
import { type OwnData, writeOwnData } from './data/support/testing';
import { fitted } from './fit';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'patchbay-fit-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A chain of layers behind an Input of 28×28×1, to be trained on images of one's own. */
function net(settings: object, ...layers: readonly (readonly [id: string, kind: string, params: object])[]): Document {
  const edits = layers.flatMap(([id, kind, params], index): Edit[] => [
    { type: 'add', kind, id, params: { ...params } },
    { type: 'connect', from: layers[index - 1]?.[0] ?? 'input', to: id },
  ]);
  const train = { type: 'train', settings: { dataset: 'idx', ...settings } } as const;
  return applyEdits(emptyDocument('Own data'), 'model', [...edits, train]);
}

const AUTOENCODER = net({}, ['conv', 'Conv2D', { filters: 1, padding: [1, 1] }]);
const CLASSIFIER = net(
  { task: 'classification', loss: 'CrossEntropy' },
  ['flatten', 'Flatten', {}],
  ['fc', 'Linear', { units: 10 }],
);

/** The data set in a folder, compared with a graph. */
async function compared(document: Document, own: OwnData, options: Partial<OpenOptions> = {}) {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  const folder = writeOwnData(mkdtempSync(path.join(home, 'data-')), own);
  return fitted(document, graph, await openDataset('idx', { folder, validation: 'test', seed: 0, ...options }));
}

const refusal = async (document: Document, own: OwnData, options: Partial<OpenOptions> = {}) => {
  const error = await compared(document, own, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const text = ownText(error);
  expect(text?.es).not.toMatch(/\{\w+\}|undefined/);
  return text?.en.replaceAll(/\S+\/data-\w{6}/g, '…');
};

describe('images of one’s own', () => {
  it.each<[string, Document, OwnData, string]>([
    [
      'of another size, where all layers would take it',
      AUTOENCODER,
      { size: [64, 64] },
      'input: The Input is 28×28×1, and the images of IDX files from … are 64×64×1. To fix it: Set the Input to 64×64×1.',
    ],
    [
      'with other channels',
      AUTOENCODER,
      { size: [28, 28, 3] },
      'input: The Input is 28×28×1, and the images of IDX files from … are 28×28×3. To fix it: Set the Input to 28×28×3.',
    ],
    [
      'of another height and width, where a classifier would take neither',
      CLASSIFIER,
      { size: [14, 56] },
      'input: The Input is 28×28×1, and the images of IDX files from … are 14×56×1. To fix it: Set the Input to 14×56×1.',
    ],
    [
      'of twelve classes',
      CLASSIFIER,
      { label: (index) => index % 12 },
      'fc: The task is classification: the output is 10 and should be a vector of 12, one value for each class of IDX files from …. To fix it: Set units to 12; Add FC after fc.',
    ],
    [
      'whose labels are all 255',
      CLASSIFIER,
      { label: () => 255 },
      'fc: The task is classification: the output is 10 and should be a vector of 256, one value for each class of IDX files from …. To fix it: Set units to 256; Add FC after fc.',
    ],
    [
      'of which only those that validate have labels beyond the outputs',
      CLASSIFIER,
      { testLabel: (index) => 11 - (index % 2) },
      'fc: The task is classification: the output is 10 and should be a vector of 12, one value for each class of IDX files from …. To fix it: Set units to 12; Add FC after fc.',
    ],
  ])('%s are refused, with the fix', async (_, document, own, told) => {
    expect(await refusal(document, own)).toBe(`The graph cannot be trained: ${told}`);
  });

  it('that are fewer than requested are refused', async () => {
    const told = 'There are 40 images in the training set, and 41 are requested. Request 40 at most.';
    expect(await refusal(CLASSIFIER, {}, { train: 41 })).toBe(told);
  });

  it('that fit have nothing said of them, whatever labels they have where they are reconstructed', async () => {
    expect((await compared(CLASSIFIER, {})).notes).toEqual([]);
    expect((await compared(AUTOENCODER, { label: (index) => index % 12, testLabel: () => 255 })).notes).toEqual([]);
  });

  it('that lack classes are used, with a class for each output', async () => {
    const { train, validation, notes } = await compared(CLASSIFIER, {
      label: (index) => index % 3,
      testLabel: (index) => index % 4,
    });
    expect(notes.map(({ en }) => en)).toEqual([
      'fc: The validation images have classes that the training images lack (3), so the model cannot learn them. Train on more images, or on others.',
      expect.stringMatching(/^fc: The output has 10 values, and there are 4 classes .* To fix it: Set units to 4\.$/),
    ]);
    expect([train.classes.length, validation.classes.at(-1)]).toEqual([10, '9']);
  });
});
