import { CopyPlus } from 'lucide-react';
import { edit } from '../editor/editor';
import type { Command } from '../ui/command';
import { hasSelection, selectedNodes } from './selection';

/** Duplicates the selected layers with the wires between them. */
export const duplicateNodes: Command = {
  id: 'edit.duplicate',
  title: { en: 'Duplicate', es: 'Duplicar' },
  icon: CopyPlus,
  shortcuts: ['Mod+D'],
  enabled: () => hasSelection(),
  run: () => void edit([{ type: 'duplicate', nodes: selectedNodes() }], { select: 'added' }),
};
