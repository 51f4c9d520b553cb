import './scrub-label.css';
import { useRef } from 'react';
import { type NumberRange, stepped } from './number';
import { Tip } from './Tip';

/** The pointer distance for one step, in pixels. */
const PIXELS = 8;

interface Props {
  readonly text: string;
  readonly help: string;
  /** The number that dragging changes; without it this is only a label. */
  readonly value: number | undefined;
  readonly range: NumberRange | undefined;
  onChange(value: number): void;
  /** Called at the end of a drag. */
  onEnd(): void;
}

/** The label of a number, with a tooltip. Dragging it left or right changes the number; Escape restores it. */
export function ScrubLabel({ text, help, value, range, onChange, onEnd }: Props) {
  const drag = useRef<{ readonly x: number; readonly from: number; steps: number } | undefined>(undefined);
  const end = () => {
    if (!drag.current) return;
    drag.current = undefined;
    onEnd();
  };
  return (
    <Tip text={help}>
      <button
        type="button"
        className="side-label"
        data-scrub={(value !== undefined && range !== undefined) || undefined}
        onPointerDown={(event) => {
          if (value === undefined || !range || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, from: value, steps: 0 };
        }}
        onPointerMove={({ clientX }) => {
          const { current } = drag;
          if (!current || !range) return;
          const steps = Math.round((clientX - current.x) / PIXELS);
          if (steps === current.steps) return;
          current.steps = steps;
          let next = current.from;
          for (let step = 0; step < Math.abs(steps); step++)
            next = stepped(next, steps > 0 ? 'ArrowUp' : 'ArrowDown', false, range) ?? next;
          onChange(next);
        }}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !drag.current) return;
          event.preventDefault();
          onChange(drag.current.from);
          end();
        }}
      >
        {text}
      </button>
    </Tip>
  );
}
