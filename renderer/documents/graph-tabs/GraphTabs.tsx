import './graphs.css';
import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { present, useEditor } from '../../editor/editor';
import { useMessages } from '../../ui/language';
import { Menu } from '../../ui/Menu';
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
      <Menu label={t('more')} icon={<Plus size={15} />} align="start">
        <GraphMenu graphId={inView} Item={DropdownMenu.Item} withNew />
      </Menu>
    </div>
  );
}
