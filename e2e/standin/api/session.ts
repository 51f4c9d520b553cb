import { browser } from '../browser/browser';
import { fromBrowser } from '../browser/schemes';
import { strict } from '../strict';
import { protocol } from './protocol';

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: object) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;

let request: RequestHandler = (_contents, _permission, answer) => answer(true);
let check: CheckHandler = () => true;

/** Electron's names of what a page may ask for, and the protocol's. */
const PERMISSIONS = {
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  'persistent-storage': 'persistent-storage',
} as const;

/** Tells Chromium what the app's handlers allow a page: it asks them when a page is shown, and not every time. */
export async function applyPermissions(contents: unknown, address: string): Promise<void> {
  const { origin } = new URL(address);
  const requestingUrl = fromBrowser(`${origin}/`);
  for (const [permission, name] of Object.entries(PERMISSIONS)) {
    let granted = false;
    const answer = (allowed: boolean) => {
      granted = allowed;
    };
    request(contents, permission, answer, { requestingUrl });
    const allowed = granted && check(contents, permission, requestingUrl, {});
    await browser()
      .root.send('Browser.setPermission', { permission: { name }, setting: allowed ? 'granted' : 'denied', origin })
      .catch(() => {});
  }
}

const defaultSession = strict('session.defaultSession', {
  protocol,
  setPermissionRequestHandler: (handler: RequestHandler) => {
    request = handler;
  },
  setPermissionCheckHandler: (handler: CheckHandler) => {
    check = handler;
  },
  setDevicePermissionHandler: () => {},
});

export const session = strict('session', { defaultSession });
