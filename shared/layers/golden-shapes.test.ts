import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseShapeCases, sizeFromTorch, type TorchShapeCase } from './golden/torch';
import { kindOf } from './index';
import { ShapeError } from './support/kind';
import { formatShape } from './support/shape';

const read = (name: string) => parseShapeCases(readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8'));
const cases = read('torch-shapes.jsonl');
const further = read('torch-shapes-further.jsonl');

/** PyTorch's output size, or `refused`; for what we may refuse, either of the two. */
const theirs = ({ out, refusable }: TorchShapeCase): readonly string[] =>
  out === undefined ? ['refused'] : [formatShape(sizeFromTorch(out)), ...(refusable ? ['refused'] : [])];

function ours({ kind: name, params, ins }: TorchShapeCase): string {
  const kind = kindOf(name);
  if (!kind) throw new Error(`no kind ${name}`);
  const parsed = kind.params.safeParse(params);
  if (!parsed.success) return 'refused';
  const size = kind.inferShape(parsed.data, ins.map(sizeFromTorch));
  return size instanceof ShapeError ? 'refused' : formatShape(size);
}

const outcome = ({ out, refusable }: TorchShapeCase) => (out === undefined ? 'refused' : refusable ? 'refusable' : 'sized');
const differing = (some: readonly TorchShapeCase[]) =>
  some.filter((one) => !theirs(one).includes(ours(one))).map((one) => ({ ...one, ours: ours(one) }));

describe("PyTorch's 2,000 sizes", () => {
  test.each(['Conv2D', 'ConvTranspose2D', 'MaxPool2D', 'AvgPool2D'])('%s', (kind) => {
    const mine = cases.filter((case_) => case_.kind === kind);
    expect(mine).toHaveLength(500);
    expect(differing(mine)).toEqual([]);
  });

  test('cover all kinds and outcomes', () => {
    const counts = { sized: 0, refused: 0, refusable: 0 };
    for (const case_ of cases) counts[outcome(case_)] += 1;
    console.log('torch-shapes.jsonl:', counts);
    // PyTorch refuses every size below 1 that was drawn.
    expect(counts).toEqual({ sized: 1661, refused: 339, refusable: 0 });
  });

  test('an empty output is refused with its own message', () => {
    const refusals = cases.filter(({ error }) => error !== undefined);
    for (const case_ of refusals) expect(ours(case_)).toBe('refused');
    expect(refusals.length).toBeGreaterThan(300);
  });
});

describe("PyTorch's sizes of further options and kinds", () => {
  const kinds = [...new Set(further.map(({ kind }) => kind))];

  test.each(kinds)('%s', (kind) => {
    const mine = further.filter((one) => one.kind === kind);
    expect(mine.length).toBeGreaterThan(10);
    expect(mine.filter((one) => outcome(one) === 'sized').length).toBeGreaterThan(3);
    expect(differing(mine)).toEqual([]);
  });
});
