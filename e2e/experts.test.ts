import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { diagnose, fixMessage } from '../shared/graph/diagnosis/diagnose';
import type { Document } from '../shared/graph/document';
import { applyEdits } from '../shared/graph/edits/edit';
import { EXPERT_CASES, type ExpertCase, isExperts } from '../shared/graph/golden/experts';
import { parseDocument, serializeDocument } from '../shared/graph/parse';
import { useApp } from './support/app';
import { hosted } from './support/host';

/** The label of the first fix of a problem with which a network becomes what an expert makes of it. */
function labelOf(one: ExpertCase): string | undefined {
  const { document } = one;
  const [graph] = document.graphs;
  const first = graph ? diagnose(document, graph).problems.flatMap(({ fixes: [fix] }) => fix ?? []) : [];
  const experts = first.find(({ edits }) => isExperts(one, applyEdits(document, 'model', edits)));
  return experts && fixMessage(experts, 'en');
}

/** Networks with an expert's fix that comes first, with its label. */
const MENDED = EXPERT_CASES.filter(({ after }) => !after.flat().some((condition) => 'problem' in condition)).flatMap((one) => {
  const label = labelOf(one);
  return label === undefined ? [] : [{ one, label }];
});

describe('networks from public questions', { timeout: 900_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp();

  it('are mended by a click on the first fix', async () => {
    const { host, editor } = app;
    const { page } = editor;
    const folder = join(host.home, 'questions');
    await mkdir(folder);
    for (const [index, { one, label }] of MENDED.entries()) {
      const file = join(folder, `question-${index}.patchbay.json`);
      await writeFile(file, serializeDocument({ ...one.document, name: `Question ${index}` }));
      await editor.choose(file, () => page.keyboard.press('Control+o'));
      await expect.poll(() => page.title(), { message: one.name }).toContain(`Question ${index}`);
      await page
        .getByRole('button', { name: /^\d+ problems?$/ })
        .first()
        .click();
      await page.getByRole('button', { name: label, exact: true }).first().click();
      const saved = await editor.saved(() => page.keyboard.press('Control+Shift+S'));
      expect(isExperts(one, documentIn(saved.bytes.toString())), `${one.name}: ${label}`).toBe(true);
    }
    console.log(`${MENDED.length} networks mended by their first fix`);
    expect(MENDED.length).toBeGreaterThanOrEqual(28);
  });
});

function documentIn(text: string): Document {
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error('the saved document is not valid');
  return parsed.document;
}
