import { TriangleAlert } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { graphTitle } from '../../../shared/graph/differences/title';
import { type Graph, LENGTHS } from '../../../shared/graph/document';
import { diagnosisOf } from '../../editor/diagnosis';
import { openGraph, present, useEditor } from '../../editor/editor';
import { EditInPlace } from '../../ui/EditInPlace';
import { useLang, useMessages } from '../../ui/language';
import { nameGraph, putGraph, renameInTab, shiftGraph, showNeighbour, useRenamedGraph } from './actions';
import { GraphMenu } from './GraphMenu';
import { MESSAGES } from './messages';

/** The drag data type with the id of a dragged tab's graph. */
const DRAGGED = 'text/x-patchbay-graph';

interface Props {
  readonly graph: Graph;
  readonly index: number;
  readonly current: boolean;
}

/** A graph's tab: click shows it, double click or F2 renames it, dragging moves it, and the context menu has the rest. */
export function GraphTab({ graph, index, current }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const document = useEditor((state) => present(state).document);
  const renaming = useRenamedGraph((state) => state.graph === graph.id);
  const wrong = useWrong(graph, current);
  const tab = useRef<HTMLButtonElement>(null);
  const title = graphTitle(document, graph)[lang];
  useEffect(() => {
    if (current) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  if (renaming) return <NameOf graph={graph} title={title} />;
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>
        <button
          ref={tab}
          type="button"
          role="tab"
          className="graph-tab"
          aria-selected={current}
          tabIndex={current ? 0 : -1}
          title={title}
          draggable
          onClick={() => openGraph(graph.id)}
          onDoubleClick={() => renameInTab(graph.id)}
          onKeyDown={(event) => keys(event, graph.id)}
          onDragStart={({ dataTransfer }) => {
            dataTransfer.setData(DRAGGED, graph.id);
            dataTransfer.effectAllowed = 'move';
          }}
          onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
          onDrop={(event) => {
            const dragged = event.dataTransfer.getData(DRAGGED);
            if (dragged === '') return;
            event.preventDefault();
            event.stopPropagation();
            putGraph(dragged, index);
          }}
        >
          <span className="graph-title">{title}</span>
          {wrong && <TriangleAlert size={12} className="graph-wrong" role="img" aria-label={t('wrong')} />}
        </button>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="popup menu" collisionPadding={8}>
          <GraphMenu graphId={graph.id} Item={ContextMenu.Item} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

/** True if a graph that is not in view has errors, checked in idle time. */
function useWrong(graph: Graph, current: boolean): boolean {
  const document = useDeferredValue(useEditor((state) => present(state).document));
  return useMemo(
    () => !current && diagnosisOf(document, graph).problems.some(({ severity }) => severity === 'error'),
    [document, graph, current],
  );
}

/** Arrow keys go to the neighbouring tabs; with Ctrl or ⌘ they move the tab. */
function keys(event: KeyboardEvent<HTMLButtonElement>, graphId: string): void {
  const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
  if (event.key === 'F2') renameInTab(graphId);
  else if (by === undefined) return;
  else if (event.ctrlKey || event.metaKey) shiftGraph(graphId, by);
  else {
    showNeighbour(by);
    const list = event.currentTarget.parentElement;
    requestAnimationFrame(() => list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  }
  event.preventDefault();
  event.stopPropagation();
}

/** The field for renaming a graph. */
function NameOf({ graph, title }: { readonly graph: Graph; readonly title: string }) {
  const t = useMessages(MESSAGES);
  return (
    <EditInPlace
      className="graph-name"
      label={t('name')}
      text={graph.name}
      placeholder={title}
      most={LENGTHS.name}
      onEnd={(name) => {
        if (name !== undefined) nameGraph(graph.id, name);
        renameInTab(undefined);
      }}
    />
  );
}
