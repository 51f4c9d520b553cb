import type { LocalizedText } from '../../../../shared/i18n/i18n';
import type { RemoteDataset } from './remote-dataset';

/** The order in which a data set is looked for, in a sentence. */
export function howToFetch({ label, addresses, debian }: RemoteDataset): LocalizedText {
  const hosts = addresses.map((address) => new URL(address).host);
  return {
    en: `The order: this machine; a download from ${list(hosts, 'en')}; Debian’s package ${debian.package} through apt, without root; else generated garments take the place of ${label}.`,
    es: `El orden: este equipo; una descarga de ${list(hosts, 'es')}; el paquete ${debian.package} de Debian mediante apt, sin root; si no, prendas generadas ocupan el lugar de ${label}.`,
  };
}

const list = (items: readonly string[], lang: 'en' | 'es') => new Intl.ListFormat(lang, { type: 'disjunction' }).format(items);
