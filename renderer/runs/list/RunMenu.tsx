import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import type { CodeOf } from '../../../shared/i18n/i18n';
import { isUnderWay, isUnfinished, viewRun } from '../../editor/runs-store';
import { useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { can, deleteRuns, moveInQueue } from '../actions';
import { MESSAGES } from '../messages';

/** The menu of a run. */
export function RunMenu({ run, onRename }: { readonly run: RunSummary; onRename(): void }) {
  const t = useMessages(MESSAGES);
  const { id, name, status } = run;
  const renaming = useRef(false);
  const dialog = (which: 'runGraph' | 'runNote' | 'moreEpochs') => () => {
    viewRun(id);
    showDialog(which);
  };
  const items: readonly (readonly [code: CodeOf<typeof MESSAGES>, run: () => void, shown?: boolean])[] = [
    ['pause', () => can.pause(id), status === 'running'],
    ['resume', () => can.resume(id), status === 'paused' || isUnfinished(run)],
    ['stop', () => can.stop(id), isUnderWay(run)],
    ['more', dialog('moreEpochs'), status !== 'queued'],
    ['earlier', () => void attempt(() => moveInQueue(id, -1)), status === 'queued'],
    ['later', () => void attempt(() => moveInQueue(id, 1)), status === 'queued'],
    ['graph.show', dialog('runGraph')],
    ['runAgain', () => can.again(id), status !== 'queued'],
    [
      'rename',
      () => {
        renaming.current = true;
      },
    ],
    ['note', dialog('runNote')],
    [status === 'queued' ? 'cancel' : 'delete', () => void attempt(() => deleteRuns([run])), !isUnderWay(run)],
  ];
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="button" data-kind="quiet" aria-label={t('actions', { name })}>
        <Ellipsis size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu menu-small"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!renaming.current) return;
            // Focus the name field instead of the menu button.
            event.preventDefault();
            renaming.current = false;
            onRename();
          }}
        >
          {items.map(
            ([code, perform, shown = true]) =>
              shown && (
                <DropdownMenu.Item key={code} className="menu-item" onSelect={perform}>
                  {t(code)}
                </DropdownMenu.Item>
              ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
