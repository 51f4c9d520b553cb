import { LIMITS } from '../../../shared/graph/document';
import { hostError } from '../../../shared/host/errors';

/** The text of a file. Checks its size before reading it. @throws HostError tooLarge, notText */
export async function readText(file: File): Promise<string> {
  if (file.size > LIMITS.bytes) throw hostError('tooLarge', { file: file.name, found: file.size, most: LIMITS.bytes });
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw hostError('notText', { file: file.name }, { cause: error });
  }
}

/** The SHA-256 of a text's UTF-8 bytes, in hexadecimal, as the host computes it. */
export async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
