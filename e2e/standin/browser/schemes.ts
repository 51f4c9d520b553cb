/** The schemes of the app's own, with what answers them. Chromium does not know them: each has a name of https in their place. */
export type Handler = (request: Request) => Response | Promise<Response>;

const SUFFIX = '.standin.test';
const handlers = new Map<string, Handler | undefined>();

/** Every address that stands for one of the app's own. */
export const STANDING_IN = `https://*${SUFFIX}/*`;

export const schemes = {
  has: (scheme: string) => handlers.has(scheme),
  handlerOf: (scheme: string) => handlers.get(scheme),
  set: (scheme: string, handler?: Handler) => void handlers.set(scheme, handler),
};

/** app://bundle/index.html as https://bundle.app.standin.test/index.html; any other address as it is. */
export function toBrowser(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  return scheme !== undefined && handlers.has(scheme) ? `https://${host}.${scheme}${SUFFIX}${rest || '/'}` : url;
}

/** … and back. */
export function fromBrowser(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([a-z0-9+-]+)\.standin\.test(?::443)?(\/.*)?$/s.exec(url) ?? [];
  return scheme === undefined ? url : `${scheme}://${host}${rest ?? '/'}`;
}
