import { Svg } from '../../figures/Svg';
import type { Pixels } from '../../figures/tensor-image';
import { useMessages } from '../../ui/language';
import { FigureMenu } from '../FigureMenu';
import { MESSAGES } from './messages';

/** A row of the figure. */
export interface FigureRow {
  readonly label: string;
  readonly pixels: readonly (Pixels | undefined)[];
}

/** Saves rows of images as a figure. */
export function SaveMenu({ name, rows }: { readonly name: string; readonly rows: readonly FigureRow[] }) {
  const t = useMessages(MESSAGES);
  return <FigureMenu name={name} t={t} figure={() => <Figure rows={rows} />} />;
}

/** Dimensions of the figure, in pixels. */
const SIDE = 64;
const GAP = 6;
const LABEL = 170;

/** Rows of images with their labels, as a self-contained SVG. */
function Figure({ rows }: { readonly rows: readonly FigureRow[] }) {
  const columns = Math.max(...rows.map(({ pixels }) => pixels.length));
  const [width, height] = [LABEL + columns * (SIDE + GAP), rows.length * (SIDE + GAP)];
  return (
    <Svg title={rows.map(({ label }) => label).join(', ')} width={width} height={height} fontSize={11}>
      {rows.map(({ label, pixels }, row) => (
        <g key={label} transform={`translate(0 ${row * (SIDE + GAP)})`}>
          <text x={LABEL - 8} y={SIDE / 2 + 4} textAnchor="end">
            {label.length > 28 ? `${label.slice(0, 27)}…` : label}
          </text>
          {pixels.map(
            (picture, column) =>
              picture && (
                <image
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are places.
                  key={column}
                  href={dataUrl(picture)}
                  x={LABEL + column * (SIDE + GAP)}
                  width={SIDE}
                  height={SIDE}
                  style={{ imageRendering: 'pixelated' }}
                />
              ),
          )}
        </g>
      ))}
    </Svg>
  );
}

/** Encodes pixels as a PNG data URL. */
function dataUrl({ width, height, data }: Pixels): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.toDataURL('image/png');
}
