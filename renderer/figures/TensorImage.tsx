import './tensor-image.css';
import { useEffect, useRef } from 'react';
import type { Pixels } from './tensor-image';

interface Props {
  readonly pixels: Pixels | undefined;
  /** What is seen on it, in words; empty where a text beside it says so. */
  readonly label: string;
}

/** Pixels, as large as there is room for them: no blur between them. */
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
