import { createElement } from 'react';
import type { Inference } from '../../shared/graph/infer';
import type { Lang } from '../../shared/i18n/i18n';
import type { Colours } from './colours';
import { GraphFigure } from './GraphFigure';
import { svgText } from './Svg';

/** The figure of a graph as the text of a self-contained SVG file. */
export function graphFigureSvg(inference: Inference, colours: Colours, lang: Lang): string {
  return svgText(createElement(GraphFigure, { inference, colours, lang }));
}
