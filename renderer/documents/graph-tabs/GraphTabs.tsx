import './graphs.css';
import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { present, useEditor } from '../../editor/editor';
import { useMessages } from '../../ui/language';
import { GraphMenu } from './GraphMenu';
import { GraphTab } from './GraphTab';
import { MESSAGES } from './messages';

/** The graphs of the document as tabs, with their menu. */
export function GraphTabs() {
  const t = useMessages(MESSAGES);
  const graphs = useEditor((state) => present(state).document.graphs);
  const inView = useEditor((state) => present(state).graphId);
  return (
    <div className="graphs">
      <div className="graph-tabs" role="tablist" aria-label={t('graphs')}>
        {graphs.map((graph, index) => (
          <GraphTab key={graph.id} graph={graph} index={index} current={graph.id === inView} />
        ))}
      </div>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className="button" data-kind="quiet" aria-label={t('more')} title={t('more')}>
          <Plus size={15} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
            <GraphMenu graphId={inView} Item={DropdownMenu.Item} withNew />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
