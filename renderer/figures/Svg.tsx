import type { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

interface Props {
  readonly title: string;
  /** Dimensions, and the coordinates of the top left corner, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly left?: number;
  readonly top?: number;
  readonly fontSize?: number;
  readonly children: ReactNode;
}

/** A figure that is readable as a file of its own. */
export function Svg({ title, width, height, left = 0, top = 0, fontSize, children }: Props) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`${left} ${top} ${width} ${height}`}
      fontFamily="Inter, Helvetica, Arial, sans-serif"
      fontSize={fontSize}
    >
      <title>{title}</title>
      {children}
    </svg>
  );
}

/** A figure as the text of an SVG file. */
export function svgText(figure: ReactElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToStaticMarkup(figure)}\n`;
}
