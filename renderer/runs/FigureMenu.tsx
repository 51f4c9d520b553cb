import { Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { pngOf } from '../figures/png';
import type { Translate } from '../ui/language';
import { attempt } from '../ui/run';
import { saveFile } from './save-file';

interface Props {
  /** The proposed name of the file. */
  readonly name: string;
  /** Translates the labels of the button and of its two items. */
  readonly t: Translate<'export' | 'svg' | 'png'>;
  /** Creates a self-contained SVG. */
  figure(): ReactElement;
}

/** Saves a figure as SVG or PNG. */
export function FigureMenu({ name, t, figure }: Props) {
  const write = async (kind: 'svg' | 'png') => {
    const svg = `<?xml version="1.0" encoding="UTF-8"?>\n${renderToStaticMarkup(figure())}\n`;
    await saveFile(name, kind, kind === 'svg' ? svg : await pngOf(svg));
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="button" data-kind="quiet" aria-label={t('export')} title={t('export')}>
        <Download size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu menu-small" align="end" sideOffset={4} collisionPadding={8}>
          {(['svg', 'png'] as const).map((kind) => (
            <DropdownMenu.Item key={kind} className="menu-item" onSelect={() => void attempt(() => write(kind))}>
              {t(kind)}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
