import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type { LocalizedText, Values } from '../../../shared/i18n/i18n';
import { MessageError } from '../../../shared/i18n/message-error';
import type { Tf } from '../../../shared/layers/support/kind';
import { BACKEND_MESSAGES, type BackendCode } from './messages';

/** What computes: TensorFlow's own library, or tfjs's WebAssembly. tfjs's plain JavaScript is none of them: it is far too slow. */
export const BACKENDS = ['native', 'wasm'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** A backend that runs in this process. There is one for as long as the process lives. */
export interface Backend {
  readonly name: BackendName;
  /** tfjs, with this backend under it. */
  readonly tf: Tf;
  /** What it is made of, and of which version: `libtensorflow 2.21.0`, `tfjs WASM 4.22.0, SIMD`. */
  readonly library: string;
  /** The threads that one operation is spread over. Results depend on their number in the last bits. */
  readonly threads: number;
  /** Whether oneDNN's kernels are used; native alone. Results depend on it in the last bits. */
  readonly oneDnn?: boolean;
  /** The way to libtensorflow past tfjs; native alone. */
  readonly binding?: TFJSBinding;
}

/** The backend that was opened, and what a user should know about that. */
export interface BackendChoice {
  readonly backend: Backend;
  /** Why this one. */
  readonly reason: LocalizedText;
  /** How to get a faster one, where there is one. */
  readonly faster?: LocalizedText;
}

/** How far a step of the set-up is, in bytes. `done` stays 0 where a step has none to count, `total` is there where it is known. */
export interface Progress {
  readonly step: LocalizedText;
  readonly done: number;
  readonly total?: number;
}
export type OnProgress = (progress: Progress) => void;

/** A backend that cannot be set up or used. */
export class BackendError extends MessageError<BackendCode> {
  override readonly name = 'BackendError';
  /** The last lines of the tool that failed, in its own language. */
  readonly detail: string | undefined;

  constructor(code: BackendCode, values?: Values, options: ErrorOptions & { readonly detail?: string } = {}) {
    super(BACKEND_MESSAGES, code, values, options);
    this.detail = options.detail;
  }
}
