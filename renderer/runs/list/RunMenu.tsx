import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import type { CodeOf } from '../../../shared/i18n/i18n';
import { isUnderWay, isUnfinished, viewRun } from '../../editor/runs-store';
import { useMessages } from '../../ui/language';
import { Menu, MenuItem } from '../../ui/Menu';
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
    <Menu
      label={t('actions', { name })}
      icon={<Ellipsis size={14} />}
      small
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
            <MenuItem key={code} onSelect={perform}>
              {t(code)}
            </MenuItem>
          ),
      )}
    </Menu>
  );
}
