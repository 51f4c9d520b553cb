import { open, realpath } from 'node:fs/promises';
import path from 'node:path';

/** A file of the page, as every host serves it: its bytes, and the headers with its type, caching and restrictions. */
export interface PageFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * The Content-Security-Policy of the page, which may load only itself. React Flow needs inline styles; images are blobs and data URLs.
 * @param sockets the origin of the WebSocket, if there is one: ws://127.0.0.1:4000
 */
export function contentSecurityPolicy(sockets?: string): string {
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${sockets === undefined ? '' : ` ${sockets}`}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The security headers of every response. */
export function securityHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/**
 * Reads the file of the built page that a URL's path names; undefined if it does not exist or is outside the folder.
 * @param pathname the path as in the URL, percent-encoded
 */
export async function readPageFile(root: string, pathname: string): Promise<PageFile | undefined> {
  const file = fileOf(root, pathname);
  const type = TYPES[path.extname(file ?? '').toLowerCase()];
  if (file === undefined || type === undefined) return undefined;
  const bytes = (await leadsOut(root, file)) ? undefined : await readRegular(file);
  return bytes && { bytes, headers: { 'Content-Type': type, 'Cache-Control': cachingOf(pathname) } };
}

function fileOf(root: string, pathname: string): string | undefined {
  const name = decoded(pathname === '/' ? '/index.html' : pathname);
  // On Windows, a backslash separates folders and a colon names a drive or a stream. No file of the page has one in its name.
  if (name === undefined || /[\0\\:]/.test(name)) return undefined;
  const base = path.resolve(root);
  const file = path.join(base, name);
  return file.startsWith(base + path.sep) ? file : undefined;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

/** True if a symbolic link leads out of the folder, or the file does not exist. */
async function leadsOut(root: string, file: string): Promise<boolean> {
  const real = (place: string) => realpath(place).catch(() => undefined);
  const [base, target] = await Promise.all([real(root), real(file)]);
  return base === undefined || target === undefined || !target.startsWith(base + path.sep);
}

async function readRegular(file: string): Promise<Buffer | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  try {
    return (await handle?.stat())?.isFile() ? await handle?.readFile() : undefined;
  } finally {
    await handle?.close();
  }
}

/** Vite names the files in assets/ by a hash of their content, so they never change; all other files are not cached. */
function cachingOf(pathname: string): string {
  return pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
}
