import type { LocalizedText, Value } from '../i18n/i18n';
import { printable } from '../i18n/issues';
import { kindOf } from '../layers/index';
import { fieldsOf } from '../layers/support/params';

/** The label of a kind. */
export function kindLabel(kind: string): LocalizedText {
  const words = kindOf(kind)?.words;
  return { en: words?.en['label'] ?? kind, es: words?.es['label'] ?? kind };
}

/** The label of a kind's parameter, or its name if it has none. */
export function paramLabelOf(kind: string, param: string): Value {
  const known = kindOf(kind);
  return (known && fieldsOf(known.params).get(param)?.label) ?? param;
}

const ON_OFF: readonly [LocalizedText, LocalizedText] = [
  { en: 'off', es: 'no' },
  { en: 'on', es: 'sí' },
];

/** A parameter's value as shown in messages: 2 for [2, 2]. Invalid values are shown as JSON. */
export function shownValue(value: unknown): Value {
  if (typeof value === 'boolean') return ON_OFF[value ? 1 : 0];
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return printable(value);
  if (isNumbers(value)) return value.every((item) => item === value[0]) ? (value[0] ?? '') : value;
  return value === undefined ? '—' : printable(JSON.stringify(value) ?? '');
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
}

/** The number of ids above which a list is cut. */
const MOST_NAMED = 12;

/** Joins ids: a, b, c. A long list is cut: a, b, …, z. */
export function someOf(ids: readonly string[], separator: string): string {
  return ids.length <= MOST_NAMED ? ids.join(separator) : [...ids.slice(0, MOST_NAMED - 1), '…', ids.at(-1)].join(separator);
}
