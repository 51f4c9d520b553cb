import { useEffect, useState } from 'react';
import type { Document, Graph } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import type { Out } from '../../../shared/host/api';
import { HostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { parseTraining } from '../../../shared/training/config';
import { runsHost } from '../../editor/runs-store';
import { formatBytes, formatNumber, useLang, useWords } from '../../ui/language';
import { formatSeconds } from '../figures';
import { WORDS } from './train-words';

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly text: LocalizedText }
  | { readonly kind: 'done'; readonly found: Out<'preflight.trial'> };

/** A few timed steps on the engine that would train, and what they say of the whole run. Nothing waits for them. */
export function Trial({ document, graph }: { readonly document: Document; readonly graph: Graph }) {
  const say = useWords(WORDS);
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another trial.
  useEffect(() => {
    let wanted = true;
    let done = false;
    setState({ kind: 'waiting' });
    runsHost()
      .call('preflight.trial', { document: serializeDocument(document), graph: graph.id })
      .then(
        (found) => wanted && setState({ kind: 'done', found }),
        (error: unknown) => {
          if (!(error instanceof HostError)) throw error;
          if (wanted) setState({ kind: 'failed', text: error.text });
        },
      )
      .finally(() => {
        done = true;
      });
    return () => {
      wanted = false;
      if (!done)
        void runsHost()
          .call('preflight.cancel', {})
          .catch(() => {});
    };
  }, [document, graph, tries]);
  return (
    <section className="trial" aria-label={say('trial')} aria-live="polite">
      <h3>{say('trial')}</h3>
      {state.kind === 'waiting' && (
        <p className="trial-waiting">
          <progress aria-label={say('trial.waiting')} /> {say('trial.waiting')}
          <button
            type="button"
            className="button"
            onClick={() => {
              setState({ kind: 'skipped' });
              void runsHost()
                .call('preflight.cancel', {})
                .catch(() => {});
            }}
          >
            {say('trial.skip')}
          </button>
        </p>
      )}
      {(state.kind === 'skipped' || state.kind === 'failed') && (
        <p className="trial-waiting" data-tone={state.kind === 'failed' ? 'bad' : undefined}>
          <span>{state.kind === 'failed' ? say('trial.failed', { reason: state.text }) : say('trial.skipped')}</span>
          <button type="button" className="button" onClick={() => setTries(tries + 1)}>
            {say('trial.again')}
          </button>
        </p>
      )}
      {state.kind === 'done' && <Found found={state.found} epochs={parseTraining(graph.training).training.epochs} />}
    </section>
  );
}

/** What a trial says of the whole run. */
function Found({ found, epochs }: { readonly found: Out<'preflight.trial'>; readonly epochs: number }) {
  const say = useWords(WORDS);
  const lang = useLang();
  const { engine, data, train, validation, step, epoch, memory, free } = found;
  const values = {
    total: formatSeconds(epochs * epoch),
    epochs,
    epoch: formatSeconds(epoch),
    step: step < 1 ? `${Math.round(step * 1_000)} ms` : formatSeconds(step),
  };
  const bytes = { memory: formatBytes(memory, lang), free: formatBytes(free, lang) };
  return (
    <>
      <p>
        <b>{say('trial.result', values)}</b>
      </p>
      <dl className="trial-facts">
        <dt>{say('trial.engine')}</dt>
        <dd>
          {say(`engine.${engine.backend}`)}, {engine.library}
          <span>
            {engine.reason[lang]} {engine.faster?.[lang]}
          </span>
        </dd>
        <dt>{say('trial.data')}</dt>
        <dd>
          {data[lang]}
          <span>{say('trial.images', { train: formatNumber(train, lang), validation: formatNumber(validation, lang) })}</span>
        </dd>
        <dt>{say('trial.memory')}</dt>
        <dd data-tone={memory > free ? 'bad' : undefined}>
          {say(memory > free ? 'trial.memory.short' : 'trial.memory.value', bytes)}
        </dd>
      </dl>
    </>
  );
}
