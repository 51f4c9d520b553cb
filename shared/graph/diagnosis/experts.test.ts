import { expect, it } from 'vitest';
import type { Document, Graph } from '../document';
import { applyEdits } from '../edits/edit';
import { EXPERT_CASES, isExperts } from '../golden/experts';
import { network } from '../golden/network';
import { diagnose, problemMessage } from './diagnose';

/** The number of fixes of a problem that the window shows. */
const SHOWN = 3;

const only = ({ graphs: [graph] }: Document): Graph => {
  if (!graph) throw new Error('no graph');
  return graph;
};

const problemsOf = (document: Document) => diagnose(document, only(document)).problems;
const errorsOf = (document: Document) => problemsOf(document).filter(({ severity }) => severity === 'error');

const withFixes = EXPERT_CASES.filter(
  ({ after }) => after.length > 0 && !after.flat().some((condition) => 'problem' in condition),
);

it.each(withFixes)("$name: an expert's fix is shown", (one) => {
  const { document } = one;
  const ranks = problemsOf(document).flatMap(({ fixes }) =>
    fixes.flatMap(({ edits }, index) => (isExperts(one, applyEdits(document, 'model', edits)) ? [index + 1] : [])),
  );
  expect(isExperts(one, document)).toBe(false);
  expect(Math.min(...ranks), one.expert).toBeLessThanOrEqual(SHOWN);
});

it("experts' fixes come first", () => {
  const first = withFixes.filter((one) =>
    problemsOf(one.document).some(({ fixes: [fix] }) => fix && isExperts(one, applyEdits(one.document, 'model', fix.edits))),
  );
  console.log(`experts' fix first in ${first.length} of ${withFixes.length}`);
  expect(first.length).toBeGreaterThanOrEqual(withFixes.length - 1);
});

it.each(['a padded third pooling', 'a signal of 512×1', 'LeNet on 28×28', 'a variational autoencoder of 64×64'])(
  '%s: right as it is',
  (name) => {
    const one = EXPERT_CASES.find((other) => other.name === name);
    expect(one && errorsOf(one.document)).toEqual([]);
  },
);

it.each([
  ['colours and infrared', 'All Inputs get the same images, but nir is 64×64×1 and the first Input is 64×64×3.'],
  [
    'one score with cross-entropy',
    'The output is one value, and a Softmax of one value is always 1: the loss is 0 from the start. Give one value for each class.',
  ],
])('%s: refused with words', (name, words) => {
  const one = EXPERT_CASES.find((other) => other.name === name);
  expect(one && errorsOf(one.document).map((problem) => problemMessage(problem, 'en'))).toEqual([words]);
});

it('a layer of another version hides sizes: there is no warning that there is nothing to train', () => {
  const one = EXPERT_CASES.find(({ name }) => name === 'a kind of another version');
  expect(one && problemsOf(one.document).map(({ code }) => code)).toEqual(['unknownKind']);
});

it.each([
  [
    'a U-Net on 358×358',
    '358 is not a multiple of 8, and strides round down: pool1 179 → 89, pool2 89 → 44. Use 352 or 360, or output padding where the size comes back.',
  ],
  ['a third pooling rounds 7 down', 'On the way, strides round down: pool3 7 → 3.'],
])('%s: the reason is told', (name, reason) => {
  const one = EXPERT_CASES.find((other) => other.name === name);
  const [problem] = one ? problemsOf(one.document) : [];
  expect(problem && problemMessage(problem, 'en')).toContain(reason);
  expect(problem && problemMessage(problem, 'es')).toContain('redondean hacia abajo');
});

it('says so if only a change that ruins a layer would help', () => {
  const document = network({ dataset: 'idx' }, 'input Input 28x28x1\nconv1 Conv2D 4 k1 =32x32x4\nconv2 Conv2D 1 k5');
  const [problem] = problemsOf(document);
  expect(problem?.fixes).toEqual([]);
  expect(problem && problemMessage(problem, 'en')).toContain(
    'Only a change that ruins a layer would help (Set padding to 2), so none is offered.',
  );
});
