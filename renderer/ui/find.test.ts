import { expect, it } from 'vitest';
import { found } from './find';

const find = (typed: string, ...titles: readonly string[]) =>
  found(
    titles.map((title) => ({ title })),
    typed,
  ).map(({ title }) => title);

it('finds items with every word, in any order', () => {
  const [svg, png] = ['Picture of the graph (SVG)…', 'Picture of the graph (PNG)…'];
  expect(find('svg picture', svg, png)).toEqual([svg]);
  expect(find('theme', 'Notes of the document…')).toEqual([]);
});

it('ranks items that start with the typed text first, the shortest of them before', () => {
  expect(find('new', 'Renew', 'A new one', 'New graph', 'New')).toEqual(['New', 'New graph', 'A new one', 'Renew']);
});

it('finds by keywords, ignoring case and accents', () => {
  const [theme, note] = [{ title: 'Claro u oscuro', keywords: 'tema' }, { title: 'Añadir una nota' }];
  expect(found([theme, note], 'TEMA')).toEqual([theme]);
  expect(found([theme, note], 'anadir')).toEqual([note]);
});
