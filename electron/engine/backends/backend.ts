import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type { LocalizedText, Values } from '../../../shared/i18n/i18n';
import { messageErrorOf } from '../../../shared/i18n/message-error';
import type { Tf } from '../../../shared/layers/support/kind';
import type { EngineName } from '../../../shared/training/engines';
import { BACKEND_MESSAGES, type BackendCode } from './messages';

/** The backend of this process: one for its whole life. */
export interface Backend {
  readonly name: EngineName;
  /** tfjs on this backend. */
  readonly tf: Tf;
  /** The library and its version: `libtensorflow 2.21.0`, `tfjs WASM 4.22.0, SIMD`. */
  readonly library: string;
  /** The threads of one operation. The last bits of results depend on their number. */
  readonly threads: number;
  /** True if oneDNN's kernels are used; native alone. The last bits of results depend on it. */
  readonly oneDnn?: boolean;
  /** Direct access to libtensorflow, without tfjs; native alone. */
  readonly binding?: TFJSBinding;
}

/** The backend that was opened, with the reason. */
export interface BackendChoice {
  readonly backend: Backend;
  /** The reason for this one. */
  readonly reason: LocalizedText;
  /** The way to a faster one, where there is one. */
  readonly faster?: LocalizedText;
}

/** The progress of a step of the set-up, in bytes. `done` stays 0 in a step that has none to count; `total` is given where it is known. */
export interface Progress {
  readonly step: LocalizedText;
  readonly done: number;
  readonly total?: number;
}
export type OnProgress = (progress: Progress) => void;

/** A backend that cannot be set up or used. */
export class BackendError extends messageErrorOf(BACKEND_MESSAGES) {
  override readonly name = 'BackendError';
  /** The last lines of the tool that failed, in its own language. */
  readonly detail: string | undefined;

  constructor(code: BackendCode, values?: Values, options: ErrorOptions & { readonly detail?: string } = {}) {
    super(code, values, options);
    this.detail = options.detail;
  }
}
