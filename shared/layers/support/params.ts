import { z } from 'zod';
import type { LocalizedText } from '../../i18n/i18n';

/** The description of a parameter, for forms, the search for fixes, and tables. */
export type Field = { readonly label: LocalizedText; readonly help: LocalizedText } & (
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'axes'; readonly min: number; readonly max: number; readonly words?: readonly string[] }
  | { readonly type: 'sides'; readonly min: number; readonly max: number }
  | { readonly type: 'number'; readonly min: number; readonly max: number }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly role: Role | undefined }
  | { readonly type: 'switch' }
);

/** The meaning of a choice, for rules that look for it in any kind of layer. */
type Role = 'activation';

/** The words of one parameter, and the range of its numbers. */
type About = { readonly label: LocalizedText; readonly help: LocalizedText };
type Range = { readonly min: number; readonly max: number };

/** The range that a form offers for a number; `below` is the exclusive bound of a file's values, if that is larger. */
type RealRange = Range & { readonly below?: number };

const fields = z.registry<Field>();

/** A whole number. */
export function integer(about: About, range: Range, value: number) {
  return z
    .int()
    .min(range.min)
    .max(range.max)
    .default(value)
    .register(fields, { type: 'integer', ...about, ...range });
}

/** A whole number for each axis, [height, width]; `value` is the default of both. */
export function axes(about: About, range: Range, value: number) {
  const one = z.int().min(range.min).max(range.max);
  return z
    .tuple([one, one])
    .readonly()
    .default([value, value])
    .register(fields, { type: 'axes', ...about, ...range });
}

/** A whole number for each side of an image, [[top, bottom], [left, right]]; `value` is the default of all. */
export function sides(about: About, range: Range, value: number) {
  const one = z.int().min(range.min).max(range.max);
  const pair = z.tuple([one, one]).readonly();
  return z
    .tuple([pair, pair])
    .readonly()
    .default([
      [value, value],
      [value, value],
    ])
    .register(fields, { type: 'sides', ...about, ...range });
}

/** Like `axes`, or one of several words in place of both numbers. */
export function axesOr<const W extends string>(about: About, range: Range, value: number | NoInfer<W>, words: readonly W[]) {
  const one = z.int().min(range.min).max(range.max);
  const [pair, word] = [z.tuple([one, one]).readonly(), z.enum(words)];
  return z
    .unknown()
    .transform((given, context) => {
      const parsed = (typeof given === 'string' ? word : pair).safeParse(given);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) context.addIssue({ ...issue });
      return z.NEVER;
    })
    .prefault(typeof value === 'number' ? [value, value] : value)
    .register(fields, { type: 'axes', ...about, ...range, words });
}

/** A real number, both ends of its range included. */
export function real(about: About, { min, max, below }: RealRange, value: number) {
  const number = z.number().min(min);
  return (below === undefined ? number.max(max) : number.lt(below))
    .default(value)
    .register(fields, { type: 'number', ...about, min, max });
}

/** One of several names. */
export function choice<const C extends string>(about: About, choices: readonly C[], value: NoInfer<C>, role?: Role) {
  return z
    .enum(choices)
    .default(() => value)
    .register(fields, { type: 'choice', choices, role, ...about });
}

/** On or off. */
export function toggle(about: About, value: boolean) {
  return z
    .boolean()
    .default(value)
    .register(fields, { type: 'switch', ...about });
}

const known = new WeakMap<z.ZodObject, ReadonlyMap<string, Field>>();

/** The fields of a kind's parameters by name, in the order in which the kind lists them. */
export function fieldsOf(params: z.ZodObject): ReadonlyMap<string, Field> {
  const found = known.get(params) ?? readFields(params);
  known.set(params, found);
  return found;
}

function readFields(params: z.ZodObject): ReadonlyMap<string, Field> {
  return new Map(
    Object.entries(params.shape).map(([name, schema]) => {
      const field = schema instanceof z.ZodType ? fields.get(schema) : undefined;
      if (!field) throw new Error(`the parameter ${name} was not made by one of the functions of params.ts`);
      return [name, field];
    }),
  );
}

/** The labels and help texts of parameters that several kinds share. */
export const PARAMS = {
  filters: {
    label: { en: 'filters', es: 'filtros' },
    help: {
      en: 'The number of kernels, which is the number of output channels.',
      es: 'El número de kernels, que es el número de canales de salida.',
    },
  },
  kernel: {
    label: { en: 'kernel', es: 'kernel' },
    help: { en: 'Height and width of the window.', es: 'Alto y ancho de la ventana.' },
  },
  stride: {
    label: { en: 'stride', es: 'stride' },
    help: {
      en: 'The number of pixels that the window moves per step.',
      es: 'El número de píxeles que la ventana avanza por paso.',
    },
  },
  padding: {
    label: { en: 'padding', es: 'padding' },
    help: { en: 'Rows and columns added on each side.', es: 'Filas y columnas añadidas a cada lado.' },
  },
  groups: {
    label: { en: 'groups', es: 'grupos' },
    help: {
      en: 'Parts of the channels that are convolved apart. As many as channels: depthwise.',
      es: 'Partes de los canales que se convolucionan por separado. Tantas como canales: depthwise.',
    },
  },
  dilation: {
    label: { en: 'dilation', es: 'dilatación' },
    help: {
      en: 'The distance between neighbouring elements of the kernel.',
      es: 'La distancia entre elementos vecinos del kernel.',
    },
  },
  bias: {
    label: { en: 'bias', es: 'sesgo' },
    help: { en: 'Adds one learned number to each output channel.', es: 'Suma un número aprendido a cada canal de salida.' },
  },
  activation: {
    label: { en: 'activation', es: 'activación' },
    help: { en: 'The function applied to each output value.', es: 'La función que se aplica a cada valor de salida.' },
  },
} as const satisfies Record<string, About>;

/** The ranges that several kinds share. They bound the memory that a layer can take. */
export const RANGES = {
  filters: { min: 1, max: 65_536 },
  kernel: { min: 1, max: 255 },
  stride: { min: 1, max: 255 },
  padding: { min: 0, max: 255 },
  dilation: { min: 1, max: 255 },
  groups: { min: 1, max: 65_536 },
} as const satisfies Record<string, Range>;
