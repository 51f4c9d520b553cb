import type { LocalizedText, Values } from '../../../shared/i18n/i18n';
import { detailOf } from '../../../shared/i18n/issues';
import { knownText, RunError } from '../../run-folder/error';
import { runText } from '../../run-folder/messages';
import { lazyTensor, type PlainTensor } from '../../run-folder/state';
import { LayerError } from './layer-error';
import type { Trainer } from './trainer';

/** The work of a trainer during which a library failed. */
type Doing = 'build' | 'prepare' | 'step' | 'evaluate' | 'predict' | 'state' | 'restore';

/**
 * Wraps a trainer so that each error is a RunError: the operation, the layer and the way out, followed by the message of TensorFlow or
 * tfjs.
 * @param open opens the trainer @throws RunError
 */
export function guarded(open: () => Trainer): Trainer {
  const trainer = opened(open);
  const { prepare } = trainer;
  return {
    ...(prepare && { prepare: (...args) => inWords('prepare', {}, () => prepare.apply(trainer, args)) }),
    step: (batch, step) => inWords('step', { step: step.step }, () => trainer.step(batch, step)),
    evaluate: (batch) => inWords('evaluate', {}, () => trainer.evaluate(batch)),
    predict: (batch) => inWords('predict', {}, () => trainer.predict(batch)),
    state: () => inWords('state', {}, async () => new Map([...(await trainer.state())].map(guardedTensor))),
    restore: (state) => inWords('restore', {}, () => trainer.restore(state)),
    dispose: () => trainer.dispose(),
  };
}

/** A tensor of a state, which is read from the library later. */
function guardedTensor([name, tensor]: readonly [string, PlainTensor]): [string, PlainTensor] {
  const read = () => {
    try {
      return tensor.data;
    } catch (error) {
      throw explained(error, 'state', {});
    }
  };
  return [name, lazyTensor(tensor.shape, read)];
}

function opened(open: () => Trainer): Trainer {
  try {
    return open();
  } catch (error) {
    throw explained(error, 'build', {});
  }
}

async function inWords<T>(doing: Doing, values: Values, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error, doing, values);
  }
}

/** The words of TensorFlow, tfjs and V8 for memory that ran out; TF_Status 8 is RESOURCE_EXHAUSTED. */
const MEMORY =
  /\bOOM\b|resource ?exhausted|TF_Status: 8\b|out of memory|allocation failed|invalid (typed )?array( buffer)? length/i;

function explained(error: unknown, doing: Doing, values: Values): unknown {
  if (knownText(error)) return error;
  const detail = detailOf(error);
  const parts: Record<string, LocalizedText | string> = {
    doing: runText(`doing.${doing}`, values),
    at: error instanceof LayerError ? placeOf(error.place) : '',
    advice: runText(MEMORY.test(detail) ? 'advice.memory' : 'advice.other'),
    detail,
  };
  return new RunError('library', parts, { cause: error });
}

/** The text of a place of a plan; the backward pass of a layer is called `conv1, back`. */
function placeOf(place: string): LocalizedText {
  if (place === 'images' || place === 'loss' || place === 'optimizer') return runText(`at.${place}`);
  return runText('at.layer', { layer: place.replace(/, back$/, '') });
}
