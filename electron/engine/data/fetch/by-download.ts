import { type CodeOf, defineMessages, type Lang, type LocalizedText, translate } from '../../../../shared/i18n/i18n';
import { DataError } from '../support/error';
import { download } from './download';
import type { SourceFile } from './remote-dataset';
import { LATER, verified } from './verify';
import type { Way, WayOptions } from './way';

/** A server that unpacks a file on the way sends all of it; a gzip file may be larger than its content by this much, in bytes. */
const GZIP_OVERHEAD = 1_024;

/**
 * Downloads from the addresses of the data set. The smallest file is requested from all of them at once, which takes no longer than one
 * time-out; the others come from the address that answered first, as long as it does.
 */
export const byDownload: Way = {
  got: () => ({ en: 'downloaded', es: 'descargado' }),
  async fetch(source, missing, take, options) {
    let addresses = options.addresses ?? source.addresses;
    const [smallest, ...others] = [...missing].sort((a, b) => a.bytes - b.bytes);
    for (const file of [smallest, ...others]) {
      if (!file) continue;
      const fetched = await (file === smallest ? fromQuickest : fromNext)(file, addresses, options);
      if (!('content' in fetched)) return failed(fetched.errors);
      addresses = [fetched.address, ...addresses.filter((address) => address !== fetched.address)];
      await take(file, fetched.packed, fetched.content);
    }
    return undefined;
  },
};

interface Fetched {
  readonly address: string;
  /** As it was received. */
  readonly packed: Uint8Array;
  readonly content: Uint8Array;
}

type Outcome = Fetched | { readonly errors: readonly DataError[] };

/** Requests a file from all addresses at once. */
async function fromQuickest(file: SourceFile, addresses: readonly string[], options: WayOptions): Promise<Outcome> {
  const { signal } = options;
  const found = new AbortController();
  const either = signal ? AbortSignal.any([signal, found.signal]) : found.signal;
  try {
    const name = `${file.name}.gz`;
    options.onProgress?.({ file: name, done: 0, total: undefined });
    // Progress of several transfers at once would jump.
    const silent = { ...options, signal: either, onProgress: undefined };
    const fetched = await Promise.any(addresses.map((address) => fetchFrom(address, file, silent)));
    const { length } = fetched.packed;
    options.onProgress?.({ file: name, done: length, total: length });
    return fetched;
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    return { errors: error.errors.map(expected) };
  } finally {
    found.abort();
  }
}

/** Requests a file from one address after the other. */
async function fromNext(file: SourceFile, addresses: readonly string[], options: WayOptions): Promise<Outcome> {
  const errors: DataError[] = [];
  for (const address of addresses) {
    try {
      return await fetchFrom(address, file, options);
    } catch (error) {
      errors.push(expected(error));
    }
  }
  return { errors };
}

/** An error of an address. @throws any other error, and `stopped` */
function expected(error: unknown): DataError {
  if (!(error instanceof DataError) || error.code === 'stopped') throw error;
  return error;
}

async function fetchFrom(address: string, file: SourceFile, { onProgress, signal, patience }: WayOptions): Promise<Fetched> {
  const name = `${file.name}.gz`;
  const url = new URL(name, address).href;
  const packed = await download(url, {
    most: file.bytes + GZIP_OVERHEAD,
    onProgress: (done, total) => onProgress?.({ file: name, done, total }),
    signal,
    patience,
  });
  return { address, packed, content: await verified({ name: url, bytes: packed }, file, LATER, signal) };
}

/** The reasons why an address gave no file; any error that is not listed is about a wrong file. */
const REASONS = defineMessages({
  en: {
    unreachable: 'not reached ({reason})',
    http: 'status {status}',
    slow: 'no answer for {seconds} s',
    endless: 'not finished after {seconds} s',
    broken: 'connection lost ({reason})',
    other: 'not the right file',
  },
  es: {
    unreachable: 'sin conexión ({reason})',
    http: 'estado {status}',
    slow: 'sin respuesta durante {seconds} s',
    endless: 'sin terminar después de {seconds} s',
    broken: 'conexión perdida ({reason})',
    other: 'no es el archivo correcto',
  },
});

const isReason = (code: string): code is CodeOf<typeof REASONS> => Object.hasOwn(REASONS.en, code);

/** The reason why nothing could be downloaded, in a few words an address. */
function failed(errors: readonly DataError[]): LocalizedText {
  const list = (lang: Lang) =>
    errors
      .map(({ code, values }) => {
        const { host } = new URL(String(values['address'] ?? values['file']));
        return `${host}: ${translate(REASONS, isReason(code) ? code : 'other', values, lang)}`;
      })
      .join('; ');
  return { en: `Download: ${list('en')}.`, es: `Descarga: ${list('es')}.` };
}
