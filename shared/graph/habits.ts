import { KINDS } from '../layers/index';
import type { LayerKind, Params } from '../layers/support/kind';
import { type Field, fieldsOf } from '../layers/support/params';
import { reach } from '../plan/dilate';
import { LOSSES } from '../training/losses/index';

/**
 * The names and values that people write from habit, of Keras and PyTorch: Dense, kernel_size, padding "same", relu. A document that is
 * written by hand has them, and a problem says what they are here.
 */

/** The parameters of Keras and PyTorch, by their names there without case and underscores. */
const PARAMETERS: Readonly<Record<string, string>> = {
  kernelsize: 'kernel',
  poolsize: 'kernel',
  strides: 'stride',
  dilationrate: 'dilation',
  outchannels: 'filters',
  numfilters: 'filters',
  outfeatures: 'units',
  usebias: 'bias',
  scalefactor: 'factor',
  size: 'factor',
  nonlinearity: 'function',
  p: 'rate',
};

/** The losses of Keras and PyTorch, in the same way. */
const LOSS_NAMES: Readonly<Record<string, string>> = {
  meansquarederror: 'MSE',
  mseloss: 'MSE',
  meanabsoluteerror: 'L1',
  mae: 'L1',
  l1loss: 'L1',
  huberloss: 'Huber',
  smoothl1loss: 'Huber',
  bceloss: 'BinaryCrossEntropy',
  categoricalcrossentropy: 'CrossEntropy',
  sparsecategoricalcrossentropy: 'CrossEntropy',
  crossentropyloss: 'CrossEntropy',
};

/** conv_2d, Conv2d and nn.Conv2d are all conv2d. */
const plain = (name: string): string =>
  name
    .replace(/^.*\./, '')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();

/** The loss that a name means; `undefined` if it means none. */
export function meantLoss(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  return LOSSES.map((loss): string => loss.name).find((loss) => plain(loss) === plain(name)) ?? LOSS_NAMES[plain(name)];
}

/** The kind of layer that a name means, with the parameters that the name implies; `undefined` if it means none. */
export function meantKind(name: string): { readonly kind: LayerKind; readonly params: Params } | undefined {
  const wanted = plain(name);
  const kind = KINDS.find((one) => [one.kind, ...(one.alsoCalled ?? [])].some((other) => plain(other) === wanted));
  if (kind) return { kind, params: {} };
  // A function that is a layer of its own there, such as nn.ReLU.
  for (const one of KINDS)
    for (const [param, field] of fieldsOf(one.params)) {
      const value =
        field.type === 'choice' && field.role === 'activation' && !field.choices.includes('None')
          ? chosen(field, name)
          : undefined;
      if (value !== undefined) return { kind: one, params: { [param]: value } };
    }
  return undefined;
}

/** The parameters of a layer that are written otherwise here. */
export function meantLayer(kind: LayerKind, written: Params): Params {
  const meant: Params = Object.assign({}, ...Object.keys(written).map((name) => meantParams(kind, written, name)));
  const differs = (name: string) => JSON.stringify(meant[name]) !== JSON.stringify(written[name]);
  return Object.fromEntries(Object.entries(meant).filter(([name]) => differs(name)));
}

/** The parameters that one parameter of a document means: several, if padding "same" also decides the output padding. */
export function meantParams(kind: LayerKind, written: Params, name: string): Params | undefined {
  const fields = fieldsOf(kind.params);
  const own = fields.has(name) ? name : PARAMETERS[plain(name)];
  const field = own === undefined ? undefined : fields.get(own);
  if (own === undefined || !field) return undefined;
  const value = written[name];
  const params =
    own === 'padding' && typeof value === 'string' ? paddingOf(kind, written, plain(value)) : meantBy(own, field, value);
  return params && (own === name ? params : { ...params, [name]: undefined });
}

/** The parameter with the value that is meant; `undefined` if it means none. */
function meantBy(name: string, field: Field, value: unknown): Params | undefined {
  const meant = meantValue(field, value);
  return meant === undefined ? undefined : { [name]: meant };
}

function meantValue(field: Field, value: unknown): unknown {
  switch (field.type) {
    case 'choice':
      return chosen(field, value);
    case 'axes':
      return isWhole(value) && within(field, value) ? [value, value] : isPairOf(field, value) ? value : undefined;
    case 'integer':
      return isWhole(value) && within(field, value) ? value : undefined;
    case 'number':
      return typeof value === 'number' && within(field, value) ? value : undefined;
    case 'switch':
      return typeof value === 'boolean' ? value : undefined;
  }
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);
const within = ({ min, max }: { readonly min: number; readonly max: number }, value: number) => value >= min && value <= max;
const isPairOf = (field: Field & { readonly type: 'axes' }, value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((item) => isWhole(item) && within(field, item));

/** The choice that a name means, without case and underscores; "linear" and nothing mean none. */
function chosen({ choices }: Field & { readonly type: 'choice' }, value: unknown): string | undefined {
  if (value === null || value === false || value === 'linear' || value === 'identity')
    return choices.find((one) => one === 'None');
  return typeof value === 'string' ? choices.find((one) => plain(one) === plain(value)) : undefined;
}

/**
 * The padding that "valid" and "same" mean: none, or the one that keeps the size where the stride is 1. A transposed convolution gives
 * its input times the stride, with output padding if the rest is odd.
 */
function paddingOf(kind: LayerKind, written: Params, word: string): Params | undefined {
  if (word === 'valid') return { padding: [0, 0] };
  if (word !== 'same') return undefined;
  const pair = (name: string): readonly [number, number] => {
    const found = Object.keys(written).find((key) => key === name || PARAMETERS[plain(key)] === name);
    const value = found === undefined ? undefined : written[found];
    const usual = kind.params.parse({})[name];
    const [height, width] = isWhole(value)
      ? [value, value]
      : Array.isArray(value)
        ? value
        : Array.isArray(usual)
          ? usual
          : [1, 1];
    return [isWhole(height) ? height : 1, isWhole(width) ? width : 1];
  };
  const [kernel, stride, dilation] = [pair('kernel'), pair('stride'), pair('dilation')];
  const on = (axis: 0 | 1) => reach(kernel[axis], dilation[axis]);
  if (!fieldsOf(kind.params).has('outputPadding')) {
    // An even kernel needs one row more on one side than on the other.
    if (on(0) % 2 === 0 || on(1) % 2 === 0) return undefined;
    return { padding: [Math.floor((on(0) - 1) / 2), Math.floor((on(1) - 1) / 2)] };
  }
  const rest = (axis: 0 | 1) => Math.max(0, on(axis) - stride[axis]);
  const padding = [Math.ceil(rest(0) / 2), Math.ceil(rest(1) / 2)];
  return { padding, outputPadding: padding.map((crop, axis) => 2 * crop - rest(axis === 0 ? 0 : 1)) };
}
