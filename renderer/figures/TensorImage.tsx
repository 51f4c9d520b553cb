import './tensor-image.css';
import { useEffect, useRef } from 'react';
import type { Pixels } from './tensor-image';

interface Props {
  readonly pixels: Pixels | undefined;
  /** The alternative text; empty if a text beside it has the same content. */
  readonly label: string;
}

/** An image of a tensor, scaled to the available space without smoothing. */
export function TensorImage({ pixels, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen && pixels) pen.putImageData(new ImageData(pixels.data, pixels.width, pixels.height), 0, 0);
  }, [pixels]);
  return (
    <canvas
      ref={canvas}
      className="tensor-image"
      width={pixels?.width ?? 1}
      height={pixels?.height ?? 1}
      role="img"
      aria-label={label}
      aria-hidden={label === '' || undefined}
    />
  );
}
