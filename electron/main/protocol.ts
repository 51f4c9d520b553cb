import { protocol } from 'electron';
import { contentSecurityPolicy, readPageFile, securityHeaders } from '../services/page';

const SCHEME = 'app';
const HOST = 'bundle';

/** The address of the page. */
export const PAGE = `${SCHEME}://${HOST}/index.html`;

/** True if a URL is the page's own. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol: scheme, host } = new URL(url);
  return scheme === `${SCHEME}:` && host === HOST;
}

/** Registers app:// as a standard, secure scheme, so that the page has an origin. Call it before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built page, and nothing outside its folder. */
export function handlePage(root: string): void {
  const always = securityHeaders(contentSecurityPolicy());
  protocol.handle(SCHEME, async ({ method, url }) => {
    if (method !== 'GET' || !isOurs(url)) return new Response(null, { status: 403, headers: always });
    const file = await readPageFile(root, new URL(url).pathname);
    if (!file) return new Response(null, { status: 404, headers: always });
    return new Response(new Uint8Array(file.bytes), { headers: { ...always, ...file.headers } });
  });
}
