import { app, session, shell } from 'electron';
import { isOurs, PAGE } from './protocol';

/** What our page may ask of the system: the clipboard, which copying and pasting are. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'clipboard-read']);

/** Keeps every window at the one page that there is, without windows of its own and without the system's devices. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      // Loading the page anew is a navigation as well.
      if (url.split(/[?#]/, 1)[0] !== PAGE) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (url.startsWith('https://')) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** Denies permissions. To be called when Electron is ready. */
export function guardPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isOurs(requestingUrl) && ALLOWED.has(permission)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, asking) => isOurs(asking) && ALLOWED.has(permission));
  defaultSession.setDevicePermissionHandler(() => false);
}
