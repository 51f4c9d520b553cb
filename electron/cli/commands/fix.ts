import { z } from 'zod';
import { fixMessage } from '../../../shared/graph/diagnosis/diagnose';
import type { Document } from '../../../shared/graph/document';
import { applyEdits } from '../../../shared/graph/edits/edit';
import { writeDocument } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../context';
import { withData } from '../data';
import { countProblems, graphsOf, inspect, load } from '../inspect';
import { CliError, words } from '../messages';
import { OK_MARK, placeOf, problemReport } from '../report';
import { hanging, render, span } from '../text';

const optionsSchema = z.object({
  apply: z.int().min(1),
  out: z.string(),
  graph: z.string().optional(),
  data: z.string().optional(),
});

/** `fix FILE --apply N --out FILE`: makes the change that `check` shows under that number, and tells what is left. */
export async function fix({ lang, terminal }: Context, rawFile: unknown, rawOptions: unknown): Promise<Exit> {
  const file = z.string().parse(rawFile);
  const { apply, out, graph, data } = optionsSchema.parse(rawOptions);
  const { document } = await load(file);
  const look = async (one: Document) => {
    const { document: asked, facts } = await withData(one, graphsOf(one, graph), data);
    return inspect(asked, graph, { facts });
  };
  const before = await look(document);
  const fixes = before.problems.flatMap((numbered) => numbered.fixes.map((fix) => ({ ...fix, problem: numbered.problem })));
  const chosen = fixes.find(({ n }) => n === apply);
  if (!chosen) throw new CliError(fixes.length === 0 ? 'noFixes' : 'lastFix', { n: apply, most: fixes.length });

  const fixed = applyEdits(document, chosen.problem.graph, chosen.fix.edits);
  await writeDocument(out, fixed);
  const after = await look(fixed);
  const { errors, warnings } = countProblems(after);
  const reader = { lang, columns: terminal.columns };
  const change = words('fixed', { place: placeOf(before, chosen.problem), change: fixMessage(chosen.fix, lang) }, lang);
  const lines = [
    ...hanging([OK_MARK, span(' ')], change, reader.columns),
    ...hanging([span('  ')], words('wrote', { file: out }, lang), reader.columns, 'dim'),
    [],
    ...(errors + warnings === 0
      ? [[span(words('nothingLeft', {}, lang))]]
      : [[span(words('left', {}, lang))], ...problemReport(after, reader)]),
  ];
  terminal.out(render(lines, terminal.colour));
  return EXIT.ok;
}
