import { z } from 'zod';
import { type CodeOf, defineMessages, type Lang, type Messages, translate } from './i18n';

/** A mistake at one place of a file. */
export interface Issue {
  /** graphs[0].nodes.conv1.params.stride[1]; empty for the file as a whole. */
  readonly path: string;
  readonly code: IssueCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The messages of issues in files and parameters. */
const MESSAGES = defineMessages({
  en: {
    type: 'It must be {expected}, and it is {found}.',
    missing: 'It is missing: {expected} is needed.',
    absent: 'It is missing.',
    least: 'It is {found}, and must be at least {least}.',
    most: 'It is {found}, and must be at most {most}.',
    above: 'It is {found}, and must be more than {least}.',
    below: 'It is {found}, and must be less than {most}.',
    fewest: 'It has {found} items, and needs at least {least}.',
    tooMany: 'It has {found} items, and may have at most {most}.',
    tooLong: 'It is too long: {most} characters at most.',
    empty: 'It must not be empty.',
    whole: 'It is {found}, and must be a whole number.',
    oneOf: 'It is {found}, and must be one of {options}.',
    id: '{found} is not a valid id: use at most 64 lower-case letters, digits, - and _, beginning with a letter.',
    pattern: '{found} does not have the required format.',
    forbidden: 'The name {found} is not allowed in a file.',
    deep: 'It is nested more than {most} levels deep.',
    values: 'The file has more than {most} values, the limit for a document.',
    manyNodes: 'They have {found} nodes in all, and may have at most {most}.',
    manyEdges: 'They have {found} wires in all, and may have at most {most}.',
    manyAnnotations: 'They have {found} notes on the canvas in all, and may have at most {most}.',
    large: 'The file has {found} bytes, and may have at most {most}.',
    notJson: 'The file is not JSON: line {line}, column {column}.',
    notPatchbay: 'This is not a Patchbay document: its "format" must be "patchbay".',
    twice: 'The id {found} is used twice.',
    none: 'It is {found}, which is not one of the allowed values.',
    other: 'It is not valid.',
  },
  es: {
    type: 'Debe ser {expected}, y es {found}.',
    missing: 'Falta: se necesita {expected}.',
    absent: 'Falta.',
    least: 'Es {found}, y debe ser al menos {least}.',
    most: 'Es {found}, y debe ser como máximo {most}.',
    above: 'Es {found}, y debe ser mayor que {least}.',
    below: 'Es {found}, y debe ser menor que {most}.',
    fewest: 'Tiene {found} elementos, y necesita al menos {least}.',
    tooMany: 'Tiene {found} elementos, y puede tener como máximo {most}.',
    tooLong: 'Es demasiado largo: {most} caracteres como máximo.',
    empty: 'No debe estar vacío.',
    whole: 'Es {found}, y debe ser un número entero.',
    oneOf: 'Es {found}, y debe ser uno de {options}.',
    id: '{found} no es un id válido: use como máximo 64 letras minúsculas, cifras, - y _, empezando por una letra.',
    pattern: '{found} no tiene el formato requerido.',
    forbidden: 'El nombre {found} no se permite en un archivo.',
    deep: 'Está anidado a más de {most} niveles.',
    values: 'El archivo tiene más de {most} valores, el límite para un documento.',
    manyNodes: 'Tienen {found} nodos en total, y pueden tener como máximo {most}.',
    manyEdges: 'Tienen {found} cables en total, y pueden tener como máximo {most}.',
    manyAnnotations: 'Tienen {found} notas en el lienzo en total, y pueden tener como máximo {most}.',
    large: 'El archivo tiene {found} bytes, y puede tener como máximo {most}.',
    notJson: 'El archivo no es JSON: línea {line}, columna {column}.',
    notPatchbay: 'Esto no es un documento de Patchbay: su "format" debe ser "patchbay".',
    twice: 'El id {found} se usa dos veces.',
    none: 'Es {found}, que no es uno de los valores permitidos.',
    other: 'No es válido.',
  },
});

export type IssueCode = CodeOf<typeof MESSAGES>;

/** The names of JSON's types, by zod's names. */
const TYPES: Messages = {
  en: {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list of the right length',
    object: 'an object',
    record: 'an object',
    null: 'null',
    undefined: 'missing',
  },
  es: {
    string: 'un texto',
    number: 'un número',
    int: 'un número entero',
    boolean: 'true o false',
    array: 'una lista',
    tuple: 'una lista de la longitud correcta',
    object: 'un objeto',
    record: 'un objeto',
    null: 'null',
    undefined: 'ausente',
  },
};

/** An issue as one sentence, without its path. */
export function explainIssue(issue: Issue, lang: Lang): string {
  const types = TYPES[lang];
  const named = (name: string) => {
    const value = issue.values[name];
    return typeof value === 'string' && Object.hasOwn(types, value) ? (types[value] ?? value) : value;
  };
  const typed = issue.code === 'type' || issue.code === 'missing';
  const values = typed ? { expected: named('expected') ?? '', found: named('found') ?? '' } : issue.values;
  return translate(MESSAGES, issue.code, values, lang);
}

/** graphs[0].nodes.conv1.params.stride[1] */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${printable(String(step), 80)}`))
    .join('');
}

/** Text from a file, cleaned for a message: without control characters, and cut to `most` characters. */
export function printable(found: string, most = 60): string {
  const clean = found.replace(/[\p{C}\u2028\u2029]/gu, '�');
  return clean.length <= most ? clean : `${clean.slice(0, most - 1)}…`;
}

/** The maximum length of a library's message, in characters. */
const DETAIL = 300;

/** The message of an error in one line, as a detail after a sentence; for a ZodError, its first issue with its path. */
export function detailOf(error: unknown): string {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
  if (issue) return printable(`${formatPath(issue.path)}: ${issue.message}`, DETAIL);
  const message = error instanceof Error ? error.message : String(error);
  return printable(message.replace(/\s+/g, ' ').trim(), DETAIL);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function quote(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(printable(value));
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : printable(JSON.stringify(value) ?? 'undefined');
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return Reflect.get(value, step);
  }, input);
}

/** Converts a ZodError to issues. `input` is the parsed value; `base` precedes every path. */
export function issuesOf(error: z.ZodError, input: unknown, base: readonly PropertyKey[] = []): readonly Issue[] {
  return error.issues.map((issue) => fromZod(issue, input, base));
}

function fromZod(issue: z.core.$ZodIssue, input: unknown, base: readonly PropertyKey[]): Issue {
  const value = at(input, issue.path);
  const path = formatPath([...base, ...issue.path]);
  const make = (code: IssueCode, values: Issue['values'] = {}): Issue => ({ path, code, values });
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return make('missing', { expected: issue.expected });
      if (issue.expected === 'int' && typeof value === 'number') return make('whole', { found: value });
      return make('type', { expected: issue.expected, found: typeOf(value) });
    case 'too_small':
      if (issue.origin === 'string') return make('empty');
      if (issue.origin === 'array') return make('fewest', { found: lengthOf(value), least: Number(issue.minimum) });
      return make(issue.inclusive === false ? 'above' : 'least', { found: quote(value), least: Number(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') return make('tooLong', { most: Number(issue.maximum) });
      if (issue.origin === 'array') return make('tooMany', { found: lengthOf(value), most: Number(issue.maximum) });
      return make(issue.inclusive === false ? 'below' : 'most', { found: quote(value), most: Number(issue.maximum) });
    case 'invalid_value':
      if (value === undefined) return make('missing', { expected: issue.values.map(quote).join(' | ') });
      return make('oneOf', { found: quote(value), options: issue.values.map(quote).join(', ') });
    case 'invalid_key':
      return make('id', { found: quote(String(issue.path.at(-1))) });
    case 'invalid_format':
      return make('pattern', { found: quote(value) });
    case 'invalid_union':
      return value === undefined ? make('absent') : make('none', { found: quote(value) });
    default:
      return make('other');
  }
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
