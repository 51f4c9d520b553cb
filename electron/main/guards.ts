import { app, session } from 'electron';
import { isOurs, PAGE } from './protocol';

/** The permissions of the page: the clipboard, for copy and paste. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'clipboard-read']);

/** Prevents navigation, new windows and webviews: every window shows the one page, which has no links to the web. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      // A reload is a navigation too.
      if (url.split(/[?#]/, 1)[0] !== PAGE) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Denies all other permissions and devices. Call it when Electron is ready. */
export function guardPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isOurs(requestingUrl) && ALLOWED.has(permission)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, asking) => isOurs(asking) && ALLOWED.has(permission));
  defaultSession.setDevicePermissionHandler(() => false);
}
