import { defineMessages, type LocalizedText, localize } from '../i18n/i18n';
import type { WeightsRecord } from './run';

const MESSAGES = defineMessages({
  en: {
    unfinished: 'The weights that it started from are of a run that was not finished: {sources}.',
    source: '{run}, after {epochs} of {of} epochs',
  },
  es: {
    unfinished: 'Los pesos con los que empezó son de una ejecución que no había terminado: {sources}.',
    source: '{run}, después de {epochs} de {of} épocas',
  },
});

/** The notice that a run took weights of runs that were not finished; `undefined` if it took none. */
export function unfinishedWeights(records: readonly WeightsRecord[]): LocalizedText | undefined {
  const sources = records.flatMap(({ run, unfinished }) =>
    unfinished ? [localize(MESSAGES, 'source', { run, ...unfinished })] : [],
  );
  if (sources.length === 0) return undefined;
  const joined = { en: sources.map(({ en }) => en).join('; '), es: sources.map(({ es }) => es).join('; ') };
  return localize(MESSAGES, 'unfinished', { sources: joined });
}
