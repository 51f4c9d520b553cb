import type { Lang } from '../i18n/i18n';
import { byName } from '../registry/by-name';
import type { Exporter } from './exporter';
import { keras } from './keras';
import { pytorch } from './pytorch';

/** Every export format, in the order of the dialog. A new one is a file or a folder beside this one, and one line here. */
export const EXPORTERS: readonly Exporter[] = [pytorch, keras];

/**
 * The exporter of this name.
 * @throws Error if there is none
 * @example exporterOf('pytorch').write(document, graph, infer(graph))
 */
export const exporterOf: (name: string) => Exporter = byName('exporter', EXPORTERS);

/** The labels of all exporters as an alternative: "PyTorch or Keras". */
export function exporterLabels(lang: Lang): string {
  return new Intl.ListFormat(lang, { type: 'disjunction' }).format(EXPORTERS.map(({ label }) => label));
}
