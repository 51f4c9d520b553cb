import { describe, expect, it } from 'vitest';
import { asDataError, DATA_MESSAGES, DataError } from './error';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

describe('messages about data', () => {
  it('end with the way out, in both languages', () => {
    expect(Object.keys(DATA_MESSAGES.es)).toEqual(Object.keys(DATA_MESSAGES.en));
    for (const [code, text] of Object.entries(DATA_MESSAGES.en)) {
      const other = new Map(Object.entries(DATA_MESSAGES.es)).get(code) ?? '';
      expect(placeholders(other), code).toEqual(placeholders(text));
      // Two sentences at least, or advice that is filled in.
      for (const words of [text, other]) expect(words, code).toMatch(/[.)}]\s[\s\S]*\.$|\{advice\}$|: there are|: hay/);
    }
  });

  it('are those of errors of the operating system, and of no others', () => {
    const failed = (code: string) => Object.assign(new Error(code), { code });
    expect(asDataError(failed('EACCES'), 'f', 'read')).toMatchObject({ code: 'noPermission' });
    expect(asDataError(failed('EIO'), 'f', 'read')).toMatchObject({ code: 'unreadable', values: { reason: 'EIO' } });
    expect(asDataError(failed('ENOSPC'), 'f', 'write')).toMatchObject({ code: 'unwritable', values: { reason: 'ENOSPC' } });
    const own = new TypeError('a bug');
    expect(asDataError(own, 'f', 'read')).toBe(own);
    const known = new DataError('stopped');
    expect(asDataError(known, 'f', 'read')).toBe(known);
  });
});
