import { knownText } from '../../run-folder/error';

/** A library refused an operation: the error of the library is the cause. */
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

/** An error as one of the layer that was at work. One that names a layer already, or that is in words, stays as it is. */
export function atLayer(place: string, error: unknown): unknown {
  if (error instanceof LayerError || knownText(error)) return error;
  return new LayerError(place, error instanceof Error ? error.message : String(error), { cause: error });
}
