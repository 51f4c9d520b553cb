import type { ComponentType, ReactNode } from 'react';
import { present, useEditor } from '../../editor/editor';
import { useMessages } from '../../ui/language';
import { deleteGraph, duplicate, makeVariant, newGraph, renameInTab, shiftGraph } from './actions';
import { MESSAGES } from './messages';

/** A menu item of a dropdown or a context menu. */
type MenuItem = ComponentType<{
  readonly className: string;
  readonly disabled: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}>;

interface Props {
  readonly graphId: string;
  readonly Item: MenuItem;
  readonly withNew?: boolean;
}

/** The menu of a graph. */
export function GraphMenu({ graphId, Item, withNew = false }: Props) {
  const t = useMessages(MESSAGES);
  const graphs = useEditor((state) => present(state).document.graphs);
  const index = graphs.findIndex(({ id }) => id === graphId);
  const items = [
    ...(withNew ? [{ code: 'new', run: newGraph, can: true } as const] : []),
    { code: 'variant', run: () => makeVariant(graphId), can: true },
    { code: 'duplicate', run: () => duplicate(graphId), can: true },
    // A closing menu restores the focus; focus the field after that.
    { code: 'rename', run: () => setTimeout(() => renameInTab(graphId)), can: true },
    { code: 'left', run: () => shiftGraph(graphId, -1), can: index > 0 },
    { code: 'right', run: () => shiftGraph(graphId, 1), can: index < graphs.length - 1 },
    { code: 'delete', run: () => deleteGraph(graphId), can: graphs.length > 1 },
  ] as const;
  return items.map(({ code, run, can }) => (
    <Item key={code} className="menu-item" disabled={!can} onSelect={() => void run()}>
      <span>{t(code)}</span>
    </Item>
  ));
}
