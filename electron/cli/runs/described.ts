import type { SearchRecord } from '../../../shared/host/areas/setup';
import { defineMessages, type Lang, translate } from '../../../shared/i18n/i18n';
import type { FromEngine } from '../../services/runs/engine';
import type { Context } from '../command/context';
import { ERROR_MARK, OK_MARK } from '../output/marks';
import { hanging, type Line, span } from '../output/text';

export const MESSAGES = defineMessages({
  en: {
    there: '{name} is in {where}.',
    none: '{name} is not on this machine. `patchbay data` downloads it; the synthetic images need no download.',
    got: 'Fetched {when}: {got}. Tried before:',
    tried: 'Last tried {when}:',
    ready: '{name}  ready',
    missing: '{name}  not ready',
    how: 'To set it up: {how}',
  },
  es: {
    there: '{name} está en {where}.',
    none: '{name} no está en esta máquina. `patchbay data` lo descarga; las imágenes synthetic no necesitan descarga.',
    got: 'Se obtuvo el {when}: {got}. Antes se intentó:',
    tried: 'Último intento, el {when}:',
    ready: '{name}  listo',
    missing: '{name}  no está listo',
    how: 'Para prepararlo: {how}',
  },
});

type Described = FromEngine & { readonly type: 'described' };

/** The engines, each with the parts that it has and lacks. */
export function engineLines({ engines }: Described, { lang, terminal }: Context): readonly (readonly Line[])[] {
  const lines = (text: string) => hanging([span('    ')], text, terminal.columns);
  return engines.map(({ name, ready, there, missing, how }) => [
    [ready ? OK_MARK : ERROR_MARK, span(' '), span(translate(MESSAGES, ready ? 'ready' : 'missing', { name }, lang), 'bold')],
    ...[...there, ...missing].flatMap((text) => lines(text[lang])),
    ...(how ? lines(translate(MESSAGES, 'how', { how }, lang)) : []),
  ]);
}

/** The places of each data set that can be fetched, and the last search for it. */
export function dataLines({ data: places, searches }: Described, { lang, terminal }: Context): readonly Line[] {
  const lines = (text: string) => hanging([span('    ')], text, terminal.columns);
  return searches.flatMap(({ name, how, last }) => {
    const there = places.filter((place) => place.name === name);
    return [
      ...(there.length > 0
        ? there.flatMap(({ where }) =>
            hanging([OK_MARK, span(' ')], translate(MESSAGES, 'there', { name, where }, lang), terminal.columns),
          )
        : [
            ...hanging([ERROR_MARK, span(' ')], translate(MESSAGES, 'none', { name }, lang), terminal.columns),
            ...lines(how[lang]),
          ]),
      ...(last ? searchLines(last, lang).flatMap((text) => lines(text)) : []),
    ];
  });
}

/** The last search for a data set: the source that succeeded, then a line for each source that failed. */
function searchLines({ at, tried, got }: SearchRecord, lang: Lang): readonly string[] {
  const when = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  const title = got ? translate(MESSAGES, 'got', { when, got }, lang) : translate(MESSAGES, 'tried', { when }, lang);
  return [title, ...tried.map((text) => text[lang])];
}
