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

/** The origin of images that a run fetches when it begins. @param standIn the images that take their place where that fails */
export function willBeFetched({ label, download }: RemoteDataset, standIn: LocalizedText): LocalizedText {
  const size = `${Math.round(download / 1e6)} MB`;
  return {
    en: `${label}, which will be downloaded first (${size}): it is not on this machine yet. If that fails: ${standIn.en}.`,
    es: `${label}, que se descargará primero (${size}): todavía no está en este equipo. Si eso falla: ${standIn.es}.`,
  };
}

const list = (items: readonly string[], lang: 'en' | 'es') => new Intl.ListFormat(lang, { type: 'disjunction' }).format(items);
