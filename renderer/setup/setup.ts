import { create } from 'zustand';
import type { SetupPart, SetupProgress, SetupStatus } from '../../shared/host/areas/setup';
import type { Host } from '../../shared/host/client';
import { type LocalizedText, translate } from '../../shared/i18n/i18n';
import { message, notify, showDialog, useUi } from '../ui/ui';
import { MESSAGES } from './messages';

/** What the window knows of engines and data, and of what is being got. */
interface Setup {
  readonly status: SetupStatus | undefined;
  readonly doing: { readonly part: SetupPart; readonly progress: SetupProgress } | undefined;
  /** Why the last attempt failed, by what it was for. */
  readonly failed: Partial<Readonly<Record<SetupPart, LocalizedText>>>;
}

export const useSetup = create<Setup>()(() => ({ status: undefined, doing: undefined, failed: {} }));

/** The four files, by the beginnings of their names. */
const FILES = ['train-images', 'train-labels', 't10k-images', 't10k-labels'] as const;

/** How much of a file is given at once, in bytes. */
const PIECE = 3 * 2 ** 20;

/** Looks around, and shows what there is. */
export async function lookAround(host: Host): Promise<SetupStatus> {
  const status = await host.call('setup.status', {});
  useSetup.setState({ status, doing: status.doing ?? undefined });
  return status;
}

/** Follows what is being got, and opens the page by itself the first time, where something is missing. @returns what ends it */
export function startSetup(host: Host): () => void {
  const stopProgress = host.on('setup.progress', (doing) => useSetup.setState({ doing }));
  const stopEnded = host.on('setup.ended', ({ part, error }) => {
    useSetup.setState(({ failed }) => ({ doing: undefined, failed: { ...failed, [part]: error ?? undefined } }));
    void lookAround(host)
      .then(({ engines, data }) => {
        const there = part === 'data' ? data.length > 0 : engines.some(({ name, ready }) => name === 'native' && ready);
        if (there) notify({ tone: 'info', text: message(MESSAGES, `done.${part}`) });
      })
      .catch(() => {});
  });
  return () => {
    stopProgress();
    stopEnded();
  };
}

/** The first launch: the page opens by itself, and does not come again once it was closed. */
export async function firstLaunch(host: Host): Promise<void> {
  // Looking around takes an engine's process: it is done where it may be of use.
  if (!(await host.call('setup.first', {})).first) return;
  const { engines, data } = await lookAround(host);
  if (useUi.getState().dialog === undefined && (data.length === 0 || engines.some(({ ready }) => !ready))) showDialog('setup');
}

/** Begins to get something. @throws HostError */
export async function obtain(host: Host, part: SetupPart): Promise<void> {
  useSetup.setState(({ failed }) => ({ failed: { ...failed, [part]: undefined } }));
  await host.call('setup.obtain', { part });
}

/** Gives the host the files that a person has. @throws HostError; Error naming what is missing */
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
