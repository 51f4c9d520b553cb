import { type Around, mostPadding, type PaddingMode } from '../support/padding-mode';
import { AXES, type Axis, type Pair } from '../support/shape';

/** The parameters of a convolution that its padding depends on. */
interface Padded {
  readonly kernel: Pair;
  readonly dilation: Pair;
  readonly padding: Pair | 'same';
}

/** The padding on each side. With `same`, the output has the size of the input; an odd row or column is at the bottom or right. */
export function paddingOf({ kernel, dilation, padding }: Padded): Around {
  if (padding !== 'same') return { rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] };
  const along = (axis: Axis): Pair => {
    const whole = dilation[axis] * (kernel[axis] - 1);
    return [Math.floor(whole / 2), Math.ceil(whole / 2)];
  };
  return { rows: along(0), columns: along(1) };
}

/** An axis on which the image is too small for the padding of a mode, with the padding and the most that it may be. */
export function excessOf(mode: PaddingMode, { rows, columns }: Around, image: readonly number[]) {
  for (const axis of AXES) {
    const [padding, most] = [Math.max(...(axis === 0 ? rows : columns)), mostPadding(mode, image[axis] ?? 0)];
    if (padding > most) return { axis, padding, most };
  }
  return undefined;
}
