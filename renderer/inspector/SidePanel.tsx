import './side-panel.css';
import { Tabs } from 'radix-ui';
import { canvas } from '../editor/controller';
import { useDiagnosis } from '../editor/diagnosis';
import { present, useEditor } from '../editor/editor';
import { ProblemList } from '../problems/ProblemList';
import { TrainingPanel } from '../runs/start/TrainingPanel';
import { useMessages } from '../ui/language';
import { type SideTab, useUi } from '../ui/ui';
import { GraphPanel } from './GraphPanel';
import { LayerPanel } from './LayerPanel';
import { MESSAGES } from './messages';
import { NotePanel } from './NotePanel';
import { SeveralPanel } from './SeveralPanel';
import { WirePanel } from './WirePanel';

const TABS: readonly SideTab[] = ['layer', 'training', 'problems'];

/** The details panel: the selected layer, the training configuration, and the problems. */
export function SidePanel() {
  const t = useMessages(MESSAGES);
  const tab = useUi((ui) => ui.sideTab);
  const problems = useDiagnosis().problems.length;
  const choose = (value: string) => useUi.setState({ sideTab: TABS.find((candidate) => candidate === value) ?? 'layer' });
  return (
    <Tabs.Root asChild value={tab} onValueChange={choose}>
      {/* Escape focuses the layer on the canvas. */}
      <aside
        className="side"
        aria-label={t('side')}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.preventDefault();
          canvas()?.focus();
        }}
      >
        <Tabs.List className="side-tabs">
          {TABS.map((value) => (
            <Tabs.Trigger key={value} value={value} className="side-tab">
              {t(value)}
              {value === 'problems' && problems > 0 && ` (${problems})`}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="layer" className="side-content" tabIndex={-1}>
          <Selected />
        </Tabs.Content>
        <Tabs.Content value="training" className="side-content" tabIndex={-1}>
          <TrainingPanel />
        </Tabs.Content>
        <Tabs.Content value="problems" className="side-content" tabIndex={-1}>
          <ProblemList />
        </Tabs.Content>
      </aside>
    </Tabs.Root>
  );
}

/** The panel for the selection; the graph without one. */
function Selected() {
  const { nodes, edges, notes } = useEditor((state) => present(state).selection);
  const [node] = nodes;
  const [note] = notes;
  if (node !== undefined) return nodes.length > 1 ? <SeveralPanel ids={nodes} /> : <LayerPanel key={node} id={node} />;
  if (edges.length > 0) return <WirePanel ids={edges} />;
  if (note !== undefined) return <NotePanel key={note} index={note} />;
  return <GraphPanel />;
}
