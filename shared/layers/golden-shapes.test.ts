import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseShapeCases, sizeFromTorch, type TorchShapeCase } from './golden/torch';
import { kindOf } from './index';
import { ShapeError } from './support/kind';
import { formatShape } from './support/shape';

const cases = parseShapeCases(readFileSync(new URL('./golden/torch-shapes.jsonl', import.meta.url), 'utf8'));

/** PyTorch's output size, or `undefined`. A size without pixels counts as none. */
function theirs(case_: TorchShapeCase): string {
  return 'error' in case_ || case_.empty ? 'refused' : formatShape(sizeFromTorch(case_.out));
}

function ours(case_: TorchShapeCase): string {
  const kind = kindOf(case_.kind);
  if (!kind) throw new Error(`no kind ${case_.kind}`);
  const size = kind.inferShape(kind.params.parse(case_.params), [sizeFromTorch(case_.in)]);
  return size instanceof ShapeError ? 'refused' : formatShape(size);
}

const outcome = (case_: TorchShapeCase) => ('error' in case_ ? 'refused' : case_.empty ? 'empty' : 'sized');

describe("PyTorch's 2,000 sizes", () => {
  test.each(['Conv2D', 'ConvTranspose2D', 'MaxPool2D', 'AvgPool2D'])('%s', (kind) => {
    const mine = cases.filter((case_) => case_.kind === kind);
    expect(mine).toHaveLength(500);
    expect(mine.filter((case_) => ours(case_) !== theirs(case_)).map((case_) => ({ ...case_, ours: ours(case_) }))).toEqual([]);
  });

  test('cover all kinds and outcomes', () => {
    const counts = { sized: 0, refused: 0, empty: 0 };
    for (const case_ of cases) counts[outcome(case_)] += 1;
    console.log('torch-shapes.jsonl:', counts);
    // PyTorch refuses every size below 1 that was drawn, so none is marked empty.
    expect(counts).toEqual({ sized: 1661, refused: 339, empty: 0 });
  });

  test('an empty output is refused with its own message', () => {
    const refusals = cases.filter((case_) => 'error' in case_);
    for (const case_ of refusals) expect(ours(case_)).toBe('refused');
    expect(refusals.length).toBeGreaterThan(300);
  });
});
