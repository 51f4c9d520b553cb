import { z } from 'zod';
import { EXPORTERS, exporterOf } from '../../../shared/export/index';
import { writeText } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../context';
import { chooseGraph, countProblems, inspect, load } from '../inspect';
import { words } from '../messages';
import { OK_MARK, problemReportOf } from '../report';
import { blocks } from '../table';
import { hanging, render, span } from '../text';

/** The libraries that a script can be written for. */
export const LIBRARIES: readonly string[] = EXPORTERS.map(({ name }) => name);

const optionsSchema = z.object({ to: z.enum(LIBRARIES).transform(exporterOf), out: z.string(), graph: z.string().optional() });

/** `export FILE --to LIBRARY --out FILE`: a training script in Python; refused for a graph with errors. */
export async function exportScript({ lang, terminal }: Context, rawFile: unknown, rawOptions: unknown): Promise<Exit> {
  const file = z.string().parse(rawFile);
  const { to, out, graph: graphId } = optionsSchema.parse(rawOptions);
  const reader = { lang, columns: terminal.columns };
  const { document } = await load(file);
  const graph = chooseGraph(document, graphId);
  const inspection = inspect(document, graph.id, { fixes: false });
  const [inspected] = inspection.graphs;
  if (!inspected || countProblems(inspection).errors > 0) {
    const refusal = [[span(words('notExported', { graph: graph.id }, lang))]];
    terminal.error(render(blocks(refusal, problemReportOf(inspection, file, { graph: graphId }, reader)), false));
    return EXIT.problems;
  }
  const script = to.write(document, graph, inspected.diagnosis.inference);
  if (out === '-') {
    terminal.out(script.replace(/[^\P{C}\n\t]/gu, '�'));
    return EXIT.ok;
  }
  await writeText(out, script);
  const text = words('exported', { to: to.label, graph: graph.id, file: out }, lang);
  terminal.out(render(hanging([OK_MARK, span(' ')], text, reader.columns), terminal.colour));
  return EXIT.ok;
}
