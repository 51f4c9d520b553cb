import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useMessages } from '../../ui/language';
import { MESSAGES } from './messages';
import { type Size, stroked } from './pixels';

interface Props {
  readonly image: Uint8Array;
  readonly size: Size;
  /** The radius of the pen, in pixels of the image. */
  readonly radius: number;
  readonly erasing: boolean;
  onChange(image: Uint8Array): void;
}

/** The movement of the pen for each arrow key, in pixels. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A pad for drawing an image with the pointer, or with the arrow keys and the space bar. */
export function DrawingPad({ image, size, radius, erasing, onChange }: Props) {
  const t = useMessages(MESSAGES);
  const [height, width, channels] = size;
  const canvas = useRef<HTMLCanvasElement>(null);
  /** The last position of the pointer. */
  const last = useRef<readonly [number, number] | undefined>(undefined);
  const [pen, setPen] = useState<readonly [number, number]>([Math.floor(width / 2), Math.floor(height / 2)]);
  /** The newest drawing, before it returns as the `image` property. */
  const newest = useRef(image);
  newest.current = image;

  useEffect(() => {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++)
        data[pixel * 4 + channel] = image[pixel * channels + (channels >= 3 ? channel : 0)] ?? 0;
      data[pixel * 4 + 3] = 255;
    }
    canvas.current?.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [image, width, height, channels]);

  const draw = (from: readonly [number, number], to: readonly [number, number], erase = erasing) => {
    newest.current = stroked(newest.current, size, from, to, radius, erase ? 0 : 255);
    onChange(newest.current);
  };
  const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent): readonly [number, number] => {
    const box = currentTarget.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height];
  };
  const keys = (event: KeyboardEvent) => {
    const [right, down] = STEPS[event.key] ?? [0, 0];
    const middle = ([x, y]: readonly [number, number]) => [x + 0.5, y + 0.5] as const;
    if (right !== 0 || down !== 0) {
      const to = [Math.min(width - 1, Math.max(0, pen[0] + right)), Math.min(height - 1, Math.max(0, pen[1] + down))] as const;
      if (event.shiftKey) draw(middle(pen), middle(to));
      setPen(to);
    } else if (event.key === ' ') draw(middle(pen), middle(pen));
    else if (event.key.toLowerCase() === 'x') draw(middle(pen), middle(pen), true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="pad"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on with the keyboard as well.
      tabIndex={0}
      aria-label={t('pad', { width, height })}
      onKeyDown={keys}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = placeOf(event);
        draw(last.current, last.current);
      }}
      onPointerMove={(event) => {
        if (!last.current) return;
        const to = placeOf(event);
        draw(last.current, to);
        last.current = to;
      }}
      onPointerUp={() => {
        last.current = undefined;
      }}
      onPointerCancel={() => {
        last.current = undefined;
      }}
    >
      <canvas ref={canvas} className="tensor-image" width={width} height={height} />
      <span
        className="pad-pen"
        style={{
          left: `${(100 * pen[0]) / width}%`,
          top: `${(100 * pen[1]) / height}%`,
          width: `${100 / width}%`,
          height: `${100 / height}%`,
        }}
      />
    </div>
  );
}
