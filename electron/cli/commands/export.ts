import { z } from 'zod';
import { exportKeras } from '../../../shared/export/keras';
import { exportPytorch } from '../../../shared/export/pytorch';
import type { Document, Graph } from '../../../shared/graph/document';
import type { Inference } from '../../../shared/graph/infer';
import { writeText } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../context';
import { chooseGraph, countProblems, inspect, load } from '../inspect';
import { words } from '../messages';
import { OK_MARK, problemReportOf } from '../report';
import { blocks } from '../table';
import { hanging, render, span } from '../text';

/** The libraries that a script can be written for. */
export const LIBRARIES = ['pytorch', 'keras'] as const;

const EXPORTERS: Readonly<
  Record<
    (typeof LIBRARIES)[number],
    { readonly name: string; run(document: Document, graph: Graph, inference: Inference): string }
  >
> = {
  pytorch: { name: 'PyTorch', run: exportPytorch },
  keras: { name: 'Keras', run: exportKeras },
};

const optionsSchema = z.object({ to: z.enum(LIBRARIES), out: z.string(), graph: z.string().optional() });

/** `export FILE --to pytorch|keras --out FILE`: a training script in Python; refused for a graph with errors. */
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
  const { name, run } = EXPORTERS[to];
  const script = run(document, graph, inspected.diagnosis.inference);
  if (out === '-') {
    terminal.out(script.replace(/[^\P{C}\n\t]/gu, '�'));
    return EXIT.ok;
  }
  await writeText(out, script);
  const text = words('exported', { to: name, graph: graph.id, file: out }, lang);
  terminal.out(render(hanging([OK_MARK, span(' ')], text, reader.columns), terminal.colour));
  return EXIT.ok;
}
