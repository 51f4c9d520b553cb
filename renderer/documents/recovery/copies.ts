import { create } from 'zustand';
import { type Difference, documentDifferences } from '../../../shared/graph/differences/index';
import { type Document, emptyDocument } from '../../../shared/graph/document';
import { parseDocument } from '../../../shared/graph/parse';
import type { RecoveryCopy } from '../../../shared/host/areas/recovery';

/** Unsaved work of a closed window. */
export interface Lost {
  readonly copy: RecoveryCopy;
  /** The unsaved document; `undefined` if the copy cannot be read. */
  readonly document: Document | undefined;
  /** The document as last opened or saved. */
  readonly saved: Document;
  /** The unsaved changes. */
  readonly differences: readonly Difference[];
}

/** The unsaved work to ask about, and the state of the dialog. */
export const useLost = create<{ readonly lost: readonly Lost[]; readonly shown: boolean }>(() => ({ lost: [], shown: false }));

/** Parses a copy, and finds its unsaved changes. */
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
