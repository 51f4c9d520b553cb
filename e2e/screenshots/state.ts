import type { EditorPage } from '../support/editor-page';

/** Something that the window shows. */
export interface State {
  /** The document that is open; none is the empty canvas. */
  readonly file?: string;
  /** True if the state has runs. */
  readonly runs?: boolean;
  readonly locale?: string;
  show?(editor: EditorPage): Promise<void>;
}
