import type { Document, Graph } from '../graph/document';
import type { Inference } from '../graph/infer';
import type { FileKind } from '../host/areas/file-kinds';
import type { LocalizedText } from '../i18n/i18n';

/** Everything that is true of one export format. */
export interface Exporter<N extends string = string> {
  /** The name in commands and in file names: `--to pytorch`. */
  readonly name: N;
  /** The library's own name. */
  readonly label: string;
  /** One sentence that describes the file. */
  readonly help: LocalizedText;
  /** The kind of the file, which determines its extension. */
  readonly fileKind: FileKind;
  /**
   * Writes the file's text for a graph of the document.
   * @param inference the sizes of that graph
   * @throws ExportError if the graph cannot be trained
   */
  write(document: Document, graph: Graph, inference: Inference): string;
}

/** Checks a definition's types and keeps its name as one. */
export function defineExporter<const N extends string>(definition: Exporter<N>): Exporter<N> {
  return definition;
}
