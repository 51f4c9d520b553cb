import { Download } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { pngOf } from '../figures/png';
import { svgText } from '../figures/Svg';
import { saveFile } from '../host/files/save-file';
import type { Translate } from '../ui/language';
import { Menu, MenuItem } from '../ui/Menu';
import { attempt } from '../ui/run';

interface Props {
  /** The proposed name of the file. */
  readonly name: string;
  /** Translates the labels of the button and of its two items. */
  readonly t: Translate<'export' | 'svg' | 'png'>;
  /** Further items of the menu. */
  readonly more?: ReactNode;
  /** Creates a self-contained SVG. */
  figure(): ReactElement;
}

/** Saves a figure as SVG or PNG. */
export function FigureMenu({ name, t, more, figure }: Props) {
  const save = async (kind: 'svg' | 'png') => {
    const svg = svgText(figure());
    await saveFile(name, kind, kind === 'svg' ? svg : await pngOf(svg));
  };
  return (
    <Menu label={t('export')} icon={<Download size={14} />} small>
      {(['svg', 'png'] as const).map((kind) => (
        <MenuItem key={kind} onSelect={() => void attempt(() => save(kind))}>
          {t(kind)}
        </MenuItem>
      ))}
      {more}
    </Menu>
  );
}
