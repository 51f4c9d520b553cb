import { Maximize, Minus, Plus } from 'lucide-react';
import { Panel } from 'reactflow';
import { canvas } from '../editor/controller';
import { Button } from '../ui/Button';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The zoom buttons in the corner of the canvas. */
export function ZoomControls() {
  const t = useMessages(MESSAGES);
  const buttons = [
    { code: 'zoomOut', Icon: Minus, run: () => canvas()?.zoomOut() },
    { code: 'zoomIn', Icon: Plus, run: () => canvas()?.zoomIn() },
    { code: 'fit', Icon: Maximize, run: () => canvas()?.fit() },
  ] as const;
  return (
    <Panel position="bottom-left" className="zoom">
      {buttons.map(({ code, Icon, run }) => (
        <Button key={code} kind="quiet" label={t(code)} onClick={run}>
          <Icon size={14} />
        </Button>
      ))}
    </Panel>
  );
}
