import { create } from 'zustand';
import type { SetupPart, SetupProgress, SetupStatus } from '../../shared/host/areas/setup';
import type { Host } from '../../shared/host/client';
import { type LocalizedText, translate } from '../../shared/i18n/i18n';
import { message, notify, showDialog, useUi } from '../ui/ui';
import { MESSAGES } from './messages';

/** The engines and data of this machine, and the download in progress. */
interface Setup {
  readonly status: SetupStatus | undefined;
  readonly doing: { readonly part: SetupPart; readonly progress: SetupProgress } | undefined;
  /** The error of the last attempt, by part. */
  readonly failed: Partial<Readonly<Record<SetupPart, LocalizedText>>>;
}

export const useSetup = create<Setup>()(() => ({ status: undefined, doing: undefined, failed: {} }));

/** The four files, by the prefixes of their names. */
const FILES = ['train-images', 'train-labels', 't10k-images', 't10k-labels'] as const;

/** The size of one upload piece, in bytes. */
const PIECE = 3 * 2 ** 20;

/** Reads the status of engines and data. */
export async function lookAround(host: Host): Promise<SetupStatus> {
  const status = await host.call('setup.status', {});
  useSetup.setState({ status, doing: status.doing ?? undefined });
  return status;
}

/** Follows downloads and their ends. @returns a function that stops it */
export function startSetup(host: Host): () => void {
  const stopProgress = host.on('setup.progress', (doing) => useSetup.setState({ doing }));
  const stopEnded = host.on('setup.ended', ({ part, error }) => {
    useSetup.setState(({ failed }) => ({ doing: undefined, failed: { ...failed, [part]: error ?? undefined } }));
    void lookAround(host)
      .then(({ engines, data }) => {
        const there = part === 'data' ? data.length > 0 : engines.some(({ name, ready }) => name === 'native' && ready);
        if (there) notify({ tone: 'info', text: message(MESSAGES, `done.${part}`, { data: namesOf(data) }) });
      })
      .catch(() => {});
  });
  return () => {
    stopProgress();
    stopEnded();
  };
}

/** The names of the data sets that are there, each once. */
const namesOf = (data: SetupStatus['data']) => [...new Set(data.map(({ name }) => name))].join(', ');

/** Opens the page at the first launch if something is missing. Once closed, it does not open again. */
export async function firstLaunch(host: Host): Promise<void> {
  // Reading the status starts an engine process, so do it only at the first launch.
  if (!(await host.call('setup.first', {})).first) return;
  const { engines, data } = await lookAround(host);
  if (useUi.getState().dialog === undefined && (data.length === 0 || engines.some(({ ready }) => !ready))) showDialog('setup');
}

/** Starts to download or set up a part. @throws HostError */
export async function obtain(host: Host, part: SetupPart): Promise<void> {
  useSetup.setState(({ failed }) => ({ failed: { ...failed, [part]: undefined } }));
  await host.call('setup.obtain', { part });
}

/** Uploads the user's files to the host. @throws HostError; Error naming the missing file */
export async function giveFiles(host: Host, files: readonly File[]) {
  const missing = FILES.find((name) => !files.some((file) => file.name.startsWith(name)));
  if (missing) throw new Error(translate(MESSAGES, 'notFour', { missing }, useUi.getState().lang));
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const file of files) {
    for (let at = 0; at < file.size || at === 0; at += PIECE) {
      const giving = message(MESSAGES, 'giving', { name: file.name });
      const step = { en: giving('en'), es: giving('es') };
      useSetup.setState({ doing: { part: 'data', progress: { step, done: before + at, total } } });
      await host.call('setup.give', { name: file.name, at, base64: await base64Of(file.slice(at, at + PIECE)) });
    }
    before += file.size;
  }
  await host.call('setup.useGiven', {});
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
