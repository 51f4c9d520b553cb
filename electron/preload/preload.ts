import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../../shared/host/bridge';
import { CHANNELS } from '../services/bridge-channels';

/** The page's only access to Electron. The path of a dropped file is sent to the host, and never to the page. */
const bridge: Bridge<File> = {
  post: (message) => ipcRenderer.send(CHANNELS.toHost, message),
  onMessage: (listener) => {
    ipcRenderer.on(CHANNELS.toPage, (_event, message: unknown) => listener(message));
  },
  adopt: (file) => ipcRenderer.invoke(CHANNELS.adopt, webUtils.getPathForFile(file)),
};

ipcRenderer.send(CHANNELS.open);
contextBridge.exposeInMainWorld('patchbay', bridge);
