/** The languages that Patchbay speaks. */
export const LANGS = ['en', 'es'] as const;
export type Lang = (typeof LANGS)[number];

/** One text in every language. */
export type LocalizedText = Readonly<Record<Lang, string>>;

/** The value of a placeholder: a number, a name, a text in every language, or a size (written 26×26×16). */
export type Value = number | string | LocalizedText | readonly number[];
export type Values = Readonly<Record<string, Value>>;

/** Texts by code, in every language. `{name}` in a text is replaced by the value of that name. */
export type Messages<Code extends string = string> = Readonly<Record<Lang, Readonly<Record<Code, string>>>>;

/** The codes of messages. @example type Code = CodeOf<typeof MESSAGES> */
export type CodeOf<M extends Messages> = keyof M['en'] & string;

/** Messages with their codes as a type: a code that one language lacks does not compile. */
export const defineMessages = <Code extends string>(messages: Messages<Code>): Messages<Code> => messages;

function isText(value: unknown): value is LocalizedText {
  return typeof value === 'object' && value !== null && LANGS.every((lang) => typeof Reflect.get(value, lang) === 'string');
}

function write(value: Value, lang: Lang): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value < 0 ? `−${-value}` : String(value);
  return isText(value) ? value[lang] : value.map((item) => write(item, lang)).join('×');
}

/**
 * Fills in the placeholders of a text. A placeholder without a value stays, so that a test can find it.
 * @example fill('Set {param} to {value}', { param: 'stride', value: [2, 2] }, 'en') // 'Set stride to 2×2'
 */
export function fill(text: string, values: Values, lang: Lang): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? placeholder : write(value, lang);
  });
}

/**
 * The text of a code, filled in.
 * @example translate(MESSAGES, 'noNode', { node: 'conv1' }, 'en')
 */
export function translate<Code extends string>(messages: Messages<Code>, code: Code, values: Values, lang: Lang): string {
  return fill(messages[lang][code], values, lang);
}

/** The text of a code in every language, filled in. */
export function localize<Code extends string>(messages: Messages<Code>, code: Code, values: Values = {}): LocalizedText {
  return { en: translate(messages, code, values, 'en'), es: translate(messages, code, values, 'es') };
}

/** The text of a code that comes from elsewhere, filled in; `undefined` where the messages do not have it. */
export function lookUp(messages: Messages, code: string, values: Values, lang: Lang): string | undefined {
  const texts = messages[lang];
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  return text === undefined ? undefined : fill(text, values, lang);
}

/** The codes of any of several messages. */
type AnyCode<M extends Messages> = M extends Messages ? CodeOf<M> : never;

/** Joins messages; the later one wins. */
export function merge<const M extends readonly Messages[]>(...catalogues: M): Messages<AnyCode<M[number]>> {
  return {
    en: Object.assign({}, ...catalogues.map((catalogue) => catalogue.en)),
    es: Object.assign({}, ...catalogues.map((catalogue) => catalogue.es)),
  };
}
