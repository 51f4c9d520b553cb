import type { Around } from '../support/padding-mode';
import type { Axis, Pair } from '../support/shape';

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
