import { z } from 'zod';
import { fixMessage } from '../../../shared/graph/diagnosis/diagnose';
import type { Document } from '../../../shared/graph/document';
import { applyEdits } from '../../../shared/graph/edits/edit';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { writeDocument } from '../../files/text-file';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { cliError } from '../command/error';
import { CHECKED_DATA, countOf, DOCUMENT, GRAPH, OUT_DOCUMENT, valued, WRITE_EXITS } from '../command/options';
import { withData } from '../documents/data';
import { countProblems, graphsOf, inspect, load } from '../documents/inspect';
import { placeOf, problemReport } from '../documents/report';
import { OK_MARK } from '../output/marks';
import { hanging, render, span } from '../output/text';

export const MESSAGES = defineMessages({
  en: {
    noFixes: 'There is no fix {n}: this document has no problems with a known fix.',
    lastFix: 'There is no fix {n}: the last one for this document is {most}.',
    fixed: '{place}: {change}.',
    wrote: 'Written to {file}.',
    left: 'Remaining problems:',
    nothingLeft: 'No problems remain.',
  },
  es: {
    noFixes: 'No hay ningún arreglo {n}: este documento no tiene problemas con arreglo conocido.',
    lastFix: 'No hay ningún arreglo {n}: el último de este documento es {most}.',
    fixed: '{place}: {change}.',
    wrote: 'Escrito en {file}.',
    left: 'Problemas restantes:',
    nothingLeft: 'No quedan problemas.',
  },
});

/** `fix FILE --apply N --out FILE`: applies the fix that `check` shows under that number, and reports the remaining problems. */
export const fix = defineCommand({
  name: 'fix',
  about: {
    en: 'Apply one of the fixes that check lists, and write the document.',
    es: 'Aplica uno de los arreglos que lista check, y escribe el documento.',
  },
  arguments: [DOCUMENT],
  options: [
    valued(
      'apply',
      'N',
      { en: 'the number of the fix, as check lists it', es: 'el número del arreglo, como lo lista check' },
      { required: true, read: countOf },
    ),
    OUT_DOCUMENT,
    GRAPH,
    CHECKED_DATA,
  ],
  exits: WRITE_EXITS,
  input: z.object({
    file: z.string(),
    apply: z.int().min(1),
    out: z.string(),
    graph: z.string().optional(),
    data: z.string().optional(),
  }),
  async run({ lang, terminal }, { file, apply, out, graph, data }) {
    const { document } = await load(file);
    const look = async (one: Document) => {
      const { document: asked, facts } = await withData(one, graphsOf(one, graph), data);
      return inspect(asked, graph, { facts });
    };
    const before = await look(document);
    const fixes = before.problems.flatMap((numbered) => numbered.fixes.map((fix) => ({ ...fix, problem: numbered.problem })));
    const chosen = fixes.find(({ n }) => n === apply);
    if (!chosen) throw cliError(MESSAGES, fixes.length === 0 ? 'noFixes' : 'lastFix', { n: apply, most: fixes.length });

    const fixed = applyEdits(document, chosen.problem.graph, chosen.fix.edits);
    await writeDocument(out, fixed);
    const after = await look(fixed);
    const { errors, warnings } = countProblems(after);
    const reader = { lang, columns: terminal.columns };
    const values = { place: placeOf(before, chosen.problem), change: fixMessage(chosen.fix, lang) };
    const lines = [
      ...hanging([OK_MARK, span(' ')], translate(MESSAGES, 'fixed', values, lang), reader.columns),
      ...hanging([span('  ')], translate(MESSAGES, 'wrote', { file: out }, lang), reader.columns, 'dim'),
      [],
      ...(errors + warnings === 0
        ? [[span(translate(MESSAGES, 'nothingLeft', {}, lang))]]
        : [[span(translate(MESSAGES, 'left', {}, lang))], ...problemReport(after, reader)]),
    ];
    terminal.out(render(lines, terminal.colour));
    return EXIT.ok;
  },
});
