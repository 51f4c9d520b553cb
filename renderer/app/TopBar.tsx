import { Menu as MenuIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Readiness, Summary } from '../canvas/summary/Summary';
import { isEnabled, useAvailability } from '../commands/availability';
import { COMMANDS } from '../commands/index';
import { MESSAGES as COMMAND_MESSAGES } from '../commands/messages';
import { shownShortcut } from '../commands/shortcuts';
import { DocumentName } from '../documents/DocumentName';
import { GraphTabs } from '../documents/graph-tabs/GraphTabs';
import { NewerMark } from '../documents/NewerMark';
import { TrainControl } from '../runs/start/TrainControl';
import { GROUPS } from '../ui/command';
import { useLang, useMessages } from '../ui/language';
import { Menu, MenuItem } from '../ui/Menu';
import { runCommand } from '../ui/run';
import { MESSAGES } from './messages';

/** The top bar: the menu, the document and its graphs, the summary, the readiness to train, and Train. */
export function TopBar() {
  return (
    <header className="top">
      <MainMenu />
      <b className="top-mark">Patchbay</b>
      <DocumentName />
      <NewerMark />
      <GraphTabs />
      <span className="top-space" />
      <Summary />
      <Readiness />
      <TrainControl />
    </header>
  );
}

/** The commands by group, with their shortcuts. */
function MainMenu() {
  const t = useMessages(MESSAGES);
  const heading = useMessages(COMMAND_MESSAGES);
  const lang = useLang();
  useAvailability();
  return (
    <Menu label={t('menu')} icon={<MenuIcon size={16} />} align="start">
      {GROUPS.map((group) => {
        const members = COMMANDS.filter(({ id }) => id.startsWith(`${group}.`));
        if (members.length === 0) return null;
        return (
          <DropdownMenu.Group key={group} className="menu-group">
            <DropdownMenu.Label className="menu-label">{heading(group)}</DropdownMenu.Label>
            {members.map((command) => (
              <MenuItem key={command.id} disabled={!isEnabled(command)} onSelect={() => void runCommand(command)}>
                <span>{command.title[lang]}</span>
                {command.shortcuts?.[0] && <kbd>{shownShortcut(command.shortcuts[0])}</kbd>}
              </MenuItem>
            ))}
          </DropdownMenu.Group>
        );
      })}
    </Menu>
  );
}
