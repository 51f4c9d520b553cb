import { Copy } from 'lucide-react';
import { copySelection } from '../editor/clipboard';
import type { Command } from '../ui/command';
import { hasSelection } from './selection';

/** Copies the selection as text. */
export const copyNodesCommand: Command = {
  id: 'edit.copy',
  title: { en: 'Copy', es: 'Copiar' },
  icon: Copy,
  shortcuts: ['Mod+C'],
  enabled: () => hasSelection(),
  run: copySelection,
};
