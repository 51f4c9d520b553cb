import { useEffect } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Canvas } from '../canvas/Canvas';
import { Palette } from '../canvas/palette/Palette';
import { SideButtons } from '../commands/SideButtons';
import { SidePanel } from '../inspector/SidePanel';
import { Dock, DockBar } from '../runs/dock/Dock';
import { useMessages } from '../ui/language';
import { useUi } from '../ui/ui';
import { MESSAGES } from './messages';

/** The initial and allowed widths of the side panels, in pixels. */
const PALETTE = { defaultSize: 196, minSize: 132, maxSize: 320 };
const SIDE = { defaultSize: 292, minSize: 240, maxSize: 560 };
/** The initial and allowed heights of the dock, and the minimum height of the rest, in pixels. */
const DOCK = { defaultSize: 318, minSize: 160 };
const REST = 140;

/** The window width, in pixels, below which the side panels cover the canvas and at most one of them is open. */
const NARROW = '(max-width: 820px)';

/** The graph, and the dock below it. The dock can be closed and resized; its size is stored. */
export function Body() {
  const t = useMessages(MESSAGES);
  const open = useUi((ui) => ui.dockOpen);
  const layout = useDefaultLayout({ id: 'patchbay-dock', panelIds: open ? ['graph', 'dock'] : ['graph'], storage: localStorage });
  return (
    <>
      <Group className="app-body" orientation="vertical" {...layout}>
        <Panel id="graph" className="app-panel" minSize={REST}>
          <Sides />
        </Panel>
        {open && (
          <>
            <Separator className="app-ledge" aria-label={t('height.dock')} />
            <Panel id="dock" className="app-panel" groupResizeBehavior="preserve-pixel-size" {...DOCK}>
              <Dock />
            </Panel>
          </>
        )}
      </Group>
      {!open && <DockBar />}
    </>
  );
}

/** The canvas between the palette and the details panel. Each panel can be closed and resized; its size is stored. */
function Sides() {
  const t = useMessages(MESSAGES);
  const paletteOpen = useUi((ui) => ui.paletteOpen);
  const sideOpen = useUi((ui) => ui.sideOpen);
  const panelIds = [...(paletteOpen ? ['palette'] : []), 'canvas', ...(sideOpen ? ['side'] : [])];
  const layout = useDefaultLayout({ id: 'patchbay-sides', panelIds, storage: localStorage });
  useNarrow();
  return (
    <Group className="app-body" orientation="horizontal" {...layout}>
      {paletteOpen && (
        <>
          <Panel id="palette" className="app-panel" groupResizeBehavior="preserve-pixel-size" {...PALETTE}>
            <Palette />
          </Panel>
          <Separator className="app-edge" aria-label={t('width.palette')} />
        </>
      )}
      <Panel id="canvas" className="app-panel" minSize={160}>
        <Canvas>
          <SideButtons />
        </Canvas>
      </Panel>
      {sideOpen && (
        <>
          <Separator className="app-edge" aria-label={t('width.side')} />
          <Panel id="side" className="app-panel" groupResizeBehavior="preserve-pixel-size" {...SIDE}>
            <SidePanel />
          </Panel>
        </>
      )}
    </Group>
  );
}

/** In a narrow window both side panels close, and opening one closes the other. */
function useNarrow(): void {
  useEffect(() => {
    const narrow = matchMedia(NARROW);
    const close = () => narrow.matches && useUi.setState({ paletteOpen: false, sideOpen: false });
    close();
    narrow.addEventListener('change', close);
    const stop = useUi.subscribe((ui, before) => {
      if (!narrow.matches || !ui.paletteOpen || !ui.sideOpen) return;
      useUi.setState(before.paletteOpen ? { paletteOpen: false } : { sideOpen: false });
    });
    return () => {
      narrow.removeEventListener('change', close);
      stop();
    };
  }, []);
}
