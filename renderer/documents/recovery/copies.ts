import { create } from 'zustand';
import { type Difference, documentDifferences } from '../../../shared/graph/differences/index';
import { type Document, emptyDocument } from '../../../shared/graph/document';
import { parseDocument } from '../../../shared/graph/parse';
import type { RecoveryCopy } from '../../../shared/host/areas/recovery';

/** Unsaved work that a window left behind. */
export interface Lost {
  readonly copy: RecoveryCopy;
  /** As it was on screen; `undefined` where the copy cannot be read. */
  readonly document: Document | undefined;
  /** As it was last opened or saved. */
  readonly saved: Document;
  /** What would be lost with it. */
  readonly differences: readonly Difference[];
}

/** The unsaved work that waits for an answer, and whether it is being shown. */
export const useLost = create<{ readonly lost: readonly Lost[]; readonly shown: boolean }>(() => ({ lost: [], shown: false }));

/** Reads a copy, and works out what in it no file has. */
export function lostOf(copy: RecoveryCopy): Lost {
  const now = parseDocument(copy.text);
  const before = copy.saved === null ? undefined : parseDocument(copy.saved);
  const saved = before?.ok ? before.document : emptyDocument('');
  return {
    copy,
    document: now.ok ? now.document : undefined,
    saved,
    differences: now.ok ? documentDifferences(saved, now.document) : [],
  };
}
