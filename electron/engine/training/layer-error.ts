import { knownText } from '../../run-folder/error';

/** An operation that a library refused, with the library's error as its cause. */
export class LayerError extends Error {
  override readonly name = 'LayerError';

  /** @param place the node whose layer the operation is of, or `images`, `loss` or `optimizer` */
  constructor(
    readonly place: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error as a LayerError of the layer that was computed. A LayerError, and an error with a text, is returned as it is. */
export function atLayer(place: string, error: unknown): unknown {
  if (error instanceof LayerError || knownText(error)) return error;
  return new LayerError(place, error instanceof Error ? error.message : String(error), { cause: error });
}
