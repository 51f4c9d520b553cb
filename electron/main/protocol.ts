import { protocol } from 'electron';
import { contentSecurityPolicy, readPageFile, securityHeaders } from '../services/page';

const SCHEME = 'app';
const HOST = 'bundle';

/** The one page that there is. */
export const PAGE = `${SCHEME}://${HOST}/index.html`;

/** Whether a URL is the page's own. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol: scheme, host } = new URL(url);
  return scheme === `${SCHEME}:` && host === HOST;
}

/** Makes app:// a place like a web site's: with an origin, and what is reserved for secure ones. To be called before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Hands out the built page, and nothing outside its folder. */
export function handlePage(root: string): void {
  const always = securityHeaders(contentSecurityPolicy());
  protocol.handle(SCHEME, async ({ method, url }) => {
    if (method !== 'GET' || !isOurs(url)) return new Response(null, { status: 403, headers: always });
    const file = await readPageFile(root, new URL(url).pathname);
    if (!file) return new Response(null, { status: 404, headers: always });
    return new Response(new Uint8Array(file.bytes), { headers: { ...always, ...file.headers } });
  });
}
