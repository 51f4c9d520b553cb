import { Panel } from 'reactflow';
import { runCommand } from '../app/run';
import { useUi } from '../app/ui';
import type { Command } from '../commands/command';
import { togglePalette } from '../commands/toggle-palette';
import { toggleSide } from '../commands/toggle-side';
import { useLang } from '../words/words';

/** In the upper corners of the canvas: what brings back a side that is closed, as both are at first in a narrow window. */
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
    <button
      type="button"
      className="button side-button"
      aria-label={title}
      title={title}
      onClick={() => void runCommand(command)}
    >
      {Icon && <Icon size={16} aria-hidden="true" />}
    </button>
  );
}
