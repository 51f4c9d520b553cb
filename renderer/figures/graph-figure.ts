import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Inference } from '../../shared/graph/infer';
import type { Lang } from '../../shared/i18n/i18n';
import type { Colours } from './colours';
import { GraphFigure } from './GraphFigure';

/** The figure of a graph as the text of a self-contained SVG file. */
export function graphFigureSvg(inference: Inference, colours: Colours, lang: Lang): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToStaticMarkup(createElement(GraphFigure, { inference, colours, lang }))}\n`;
}
