/** A text without case and accents, so that "anadir" finds "Añadir". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Something with a name, and other words that it is looked for by. */
export interface Findable {
  readonly title: string;
  readonly keywords?: string | undefined;
}

/**
 * What is meant by some typed words, the best match first: each word stands in the name or the further words of what is found.
 * Names that begin as it was typed come before those with words that do, and those before any others.
 */
export function found<T extends Findable>(items: readonly T[], typed: string): readonly T[] {
  const wanted = plain(typed).trim();
  const words = wanted.split(/\s+/);
  const rank = ({ title, keywords = '' }: Findable): number | undefined => {
    const name = plain(title);
    const all = `${name} ${plain(keywords)}`;
    if (!words.every((word) => all.includes(word))) return undefined;
    return name.startsWith(wanted) ? 0 : words.every((word) => ` ${all}`.includes(` ${word}`)) ? 1 : 2;
  };
  return items
    .flatMap((item) => {
      const at = rank(item);
      return at === undefined ? [] : [{ item, at }];
    })
    .sort((a, b) => a.at - b.at || a.item.title.length - b.item.title.length)
    .map(({ item }) => item);
}
