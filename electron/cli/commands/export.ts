import { z } from 'zod';
import { EXPORTERS, exporterOf } from '../../../shared/export/index';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { writeText } from '../../files/text-file';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { DOCUMENT, ONE_GRAPH, outFile, valued, WRITE_EXITS } from '../command/options';
import { chooseGraph, countProblems, inspect, load } from '../documents/inspect';
import { problemReportOf } from '../documents/report';
import { OK_MARK } from '../output/marks';
import { blocks } from '../output/table';
import { hanging, render, span } from '../output/text';

export const MESSAGES = defineMessages({
  en: {
    exported: 'The {to} script of {graph} is written to {file}.',
    notExported: '{graph} has errors, so no script was written:',
  },
  es: {
    exported: 'El script de {to} de {graph} está escrito en {file}.',
    notExported: '{graph} tiene errores, así que no se escribió ningún script:',
  },
});

const LIBRARIES: readonly string[] = EXPORTERS.map(({ name }) => name);

/** `export FILE --to LIBRARY --out FILE`: a training script in Python; refused for a graph with errors. */
export const exportScript = defineCommand({
  name: 'export',
  about: { en: 'Write a training script in Python.', es: 'Escribe un script de entrenamiento en Python.' },
  arguments: [DOCUMENT],
  options: [
    valued('to', LIBRARIES.join('|'), { en: 'the library', es: 'la biblioteca' }, { choices: LIBRARIES, required: true }),
    outFile({ en: 'the script to write; - is standard output', es: 'el script que se escribe; - es la salida estándar' }),
    ONE_GRAPH,
  ],
  exits: WRITE_EXITS,
  input: z.object({
    file: z.string(),
    to: z.enum(LIBRARIES).transform(exporterOf),
    out: z.string(),
    graph: z.string().optional(),
  }),
  async run({ lang, terminal }, { file, to, out, graph: graphId }) {
    const reader = { lang, columns: terminal.columns };
    const { document } = await load(file);
    const graph = chooseGraph(document, graphId);
    const inspection = inspect(document, graph.id, { fixes: false });
    const [inspected] = inspection.graphs;
    if (!inspected || countProblems(inspection).errors > 0) {
      const refusal = [[span(translate(MESSAGES, 'notExported', { graph: graph.id }, lang))]];
      terminal.error(render(blocks(refusal, problemReportOf(inspection, file, { graph: graphId }, reader)), false));
      return EXIT.problems;
    }
    const script = to.write(document, graph, inspected.diagnosis.inference);
    if (out === '-') {
      terminal.out(script.replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, '�'));
      return EXIT.ok;
    }
    await writeText(out, script);
    const text = translate(MESSAGES, 'exported', { to: to.label, graph: graph.id, file: out }, lang);
    terminal.out(render(hanging([OK_MARK, span(' ')], text, reader.columns), terminal.colour));
    return EXIT.ok;
  },
});
