/** Removes case and accents, so that "anadir" finds "Añadir". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** An item that can be found by its title or its keywords. */
export interface Findable {
  readonly title: string;
  readonly keywords?: string | undefined;
}

/**
 * The items that match some typed words, the best match first. Each word must be in the title or the keywords.
 * Titles that start with the typed text come first, then items with words that start with the typed ones, then the rest.
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
