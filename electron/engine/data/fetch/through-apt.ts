import { cacheFolder } from '../../system/surroundings';
import { DataError } from '../support/error';
import { fetchPackage } from './apt/fetch-package';
import { packageFiles } from './apt/package-files';
import { LATER, verified } from './verify';
import type { Way } from './way';

/** A gzip file may be larger than its content by this much, in bytes. */
const GZIP_OVERHEAD = 1_024;

/** Debian's package of the data set, downloaded by the system's apt without root. */
export const throughApt: Way = {
  got: ({ debian }) => ({
    en: `Debian’s package ${debian.package}, through apt`,
    es: `paquete ${debian.package} de Debian, mediante apt`,
  }),
  async fetch({ debian }, missing, take, { where, onProgress, signal, patience }) {
    if (where.platform !== 'linux') return undefined;
    const wanted = new Map(
      missing.flatMap(({ name, bytes }) =>
        ['', '.gz'].map((ending) => [`${debian.folder}/${name}${ending}`, { name, most: bytes + GZIP_OVERHEAD }] as const),
      ),
    );
    const options = { env: where.env, cache: cacheFolder(where), onProgress, signal, patience };
    try {
      const files = await fetchPackage(debian.package, options, (deb, either) =>
        packageFiles(deb, debian.package, wanted, { env: where.env, signal: either }),
      );
      for (const file of missing) {
        const packed = files.get(file.name);
        if (!packed) throw new DataError('packageLacks', { package: debian.package, file: file.name });
        const name = `${debian.package}: ${file.name}`;
        await take(file, packed, await verified({ name, bytes: packed }, file, LATER, signal));
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof DataError) || error.code === 'stopped') throw error;
      if (error.code === 'aptMissing') return { en: 'apt: none.', es: 'apt: no hay.' };
      const why = error.text;
      return { en: `Through apt: ${why.en}`, es: `Mediante apt: ${why.es}` };
    }
  },
};
