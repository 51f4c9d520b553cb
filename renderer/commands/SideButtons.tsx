import './side-buttons.css';
import { Panel } from 'reactflow';
import { Button } from '../ui/Button';
import type { Command } from '../ui/command';
import { useLang } from '../ui/language';
import { runCommand } from '../ui/run';
import { useUi } from '../ui/ui';
import { togglePalette } from './toggle-palette';
import { toggleSide } from './toggle-side';

/** Buttons in the upper corners of the canvas that open a closed side panel. */
export function SideButtons() {
  const { paletteOpen, sideOpen } = useUi();
  return (
    <>
      {!paletteOpen && (
        <Panel position="top-left">
          <SideButton command={togglePalette} />
        </Panel>
      )}
      {!sideOpen && (
        <Panel position="top-right">
          <SideButton command={toggleSide} />
        </Panel>
      )}
    </>
  );
}

function SideButton({ command }: { readonly command: Command }) {
  const title = command.title[useLang()];
  const Icon = command.icon;
  return (
    <Button className="side-button" label={title} onClick={() => void runCommand(command)}>
      {Icon && <Icon size={16} aria-hidden="true" />}
    </Button>
  );
}
