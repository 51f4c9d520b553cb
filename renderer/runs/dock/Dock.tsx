import './dock.css';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { canvas } from '../../editor/controller';
import { runOf, useRuns } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { useMessages } from '../../ui/language';
import { DOCK_TABS, type DockTab, showDock, useUi } from '../../ui/ui';
import { Waiting } from '../../ui/Waiting';
import { LayersTab } from '../activations/LayersTab';
import { ConfusionTab } from '../confusion/ConfusionTab';
import { CurvesTab } from '../curves/CurvesTab';
import { RunBar } from '../list/RunBar';
import { RunsTab } from '../list/RunsTab';
import { ReconstructionsTab } from '../reconstructions/ReconstructionsTab';
import { TryItTab } from '../try-it/TryItTab';
import { MESSAGES } from './messages';
import { RunPicker } from './RunPicker';

/** The training views below the canvas: curves, images, matrices, and the list of runs. */
export function Dock() {
  const t = useMessages(MESSAGES);
  const tab = useUi((ui) => ui.dockTab);
  return (
    <Tabs.Root asChild value={tab} onValueChange={(value) => showDock(tabOf(value))}>
      {/* Escape focuses the graph. */}
      <section
        className="dock"
        aria-label={t('dock')}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.preventDefault();
          canvas()?.focus();
        }}
      >
        <Head open />
        {DOCK_TABS.map((value) => (
          <Tabs.Content key={value} value={value} className="dock-content" tabIndex={-1}>
            {VIEWS[value]}
          </Tabs.Content>
        ))}
      </section>
    </Tabs.Root>
  );
}

/** The closed dock: tabs that open it. */
export function DockBar() {
  const t = useMessages(MESSAGES);
  return (
    <section className="dock dock-closed" aria-label={t('dock')}>
      <Head />
    </section>
  );
}

const tabOf = (value: string): DockTab => DOCK_TABS.find((tab) => tab === value) ?? 'curves';

/** The tabs, the run in view, and the button that opens and closes the dock. */
function Head({ open = false }: { readonly open?: boolean }) {
  const t = useMessages(MESSAGES);
  const runs = useRuns((state) => state.list?.length ?? 0);
  const name = (tab: DockTab) => (tab === 'runs' && runs > 0 ? t('runs.n', { n: runs }) : t(tab));
  const label = t(open ? 'close' : 'open');
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <header className="dock-head">
      {open ? (
        <Tabs.List className="dock-tabs" aria-label={t('tabs')}>
          {DOCK_TABS.map((tab) => (
            <Tabs.Trigger key={tab} value={tab} className="side-tab">
              {name(tab)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      ) : (
        <div className="dock-tabs">
          {DOCK_TABS.map((tab) => (
            <button key={tab} type="button" className="side-tab" onClick={() => showDock(tab)}>
              {name(tab)}
            </button>
          ))}
        </div>
      )}
      <RunPicker />
      <Button kind="quiet" label={label} aria-expanded={open} onClick={() => useUi.setState({ dockOpen: !open })}>
        <Icon size={16} />
      </Button>
    </header>
  );
}

/** The content of a tab, for the run in view. */
function OfRun({ children }: { readonly children: (run: RunSummary) => ReactNode }) {
  const t = useMessages(MESSAGES);
  const run = useRuns((state) => runOf(state, state.view));
  if (!run) return <Waiting text={t('no.run')} />;
  return (
    <>
      <RunBar run={run} />
      {run.status === 'queued' ? <Waiting text={t('not.begun')} /> : children(run)}
    </>
  );
}

const VIEWS: Readonly<Record<DockTab, ReactNode>> = {
  curves: <OfRun>{() => <CurvesTab />}</OfRun>,
  reconstructions: <OfRun>{(run) => <ReconstructionsTab key={run.id} run={run} />}</OfRun>,
  confusion: <OfRun>{(run) => <ConfusionTab key={run.id} run={run} />}</OfRun>,
  layers: <OfRun>{(run) => <LayersTab key={run.id} run={run} />}</OfRun>,
  try: <OfRun>{(run) => <TryItTab run={run} />}</OfRun>,
  runs: <RunsTab />,
};
