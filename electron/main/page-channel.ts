import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { FileRef } from '../../shared/host/areas/file-ref';
import type { Transport } from '../../shared/host/rpc/transport';
import type { Served } from '../../shared/host/serve';
import { CHANNELS } from '../services/bridge-channels';
import type { HostServices } from '../services/host/host';
import { isOurs } from './protocol';

/** The host's message channel to the page of a window. */
export interface PageChannel {
  /** The current page; undefined before it has loaded, and after it has gone. */
  page(): Served | undefined;
  /** Closes the channel when the window, or its renderer process, is gone. */
  close(): void;
}

/** Serves the page of a window; after a reload, the new one. */
export function openPageChannel(contents: WebContents, host: HostServices): PageChannel {
  let current: (PageEnd & { readonly served: Served }) | undefined;
  const close = () => {
    current?.close();
    current = undefined;
  };
  contents.ipc.on(CHANNELS.open, (event) => {
    if (!isTrusted(event)) return;
    close();
    const end = pageEnd((message) => {
      if (!contents.isDestroyed()) contents.send(CHANNELS.toPage, message);
    });
    current = { ...end, served: host.connect(end.transport) };
  });
  contents.ipc.on(CHANNELS.toHost, (event, message: unknown) => {
    if (isTrusted(event)) current?.receive(message);
  });
  return { page: () => current?.served, close };
}

/** Makes dropped files known to the host, by their paths from the preload script. */
export function handleAdoption(host: HostServices): void {
  ipcMain.handle(CHANNELS.adopt, async (event, file: unknown): Promise<FileRef | null> => {
    if (!isTrusted(event) || typeof file !== 'string' || !path.isAbsolute(file)) return null;
    const stats = await stat(file).catch(() => undefined);
    return stats?.isFile() ? host.adopt(file) : null;
  });
}

/** True if the sender is our page itself, and not a frame in it. */
function isTrusted({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);
}

interface PageEnd {
  readonly transport: Transport;
  receive(message: unknown): void;
  close(): void;
}

function pageEnd(post: (message: unknown) => void): PageEnd {
  const listeners: ((message: unknown) => void)[] = [];
  const closing: (() => void)[] = [];
  return {
    transport: {
      post,
      onMessage: (listener) => void listeners.push(listener),
      onClose: (listener) => void closing.push(listener),
    },
    receive: (message) => {
      for (const listener of listeners) listener(message);
    },
    close: () => {
      for (const listener of closing.splice(0)) listener();
    },
  };
}
