import { useEffect, useState } from 'react';
import type { Document, Graph } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import type { Out } from '../../../shared/host/api';
import { HostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { parseTraining } from '../../../shared/training/config';
import { runsHost } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { formatBytes, formatNumber, useLang, useMessages } from '../../ui/language';
import { formatSeconds } from '../figures';
import { MESSAGES } from './train-messages';

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly text: LocalizedText }
  | { readonly kind: 'done'; readonly found: Out<'preflight.trial'> };

/** Times a few steps on the engine and estimates the whole run. Training can start without waiting for it. */
export function Trial({ document, graph }: { readonly document: Document; readonly graph: Graph }) {
  const t = useMessages(MESSAGES);
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
    <section className="trial" aria-label={t('trial')} aria-live="polite">
      <h3>{t('trial')}</h3>
      {state.kind === 'waiting' && (
        <p className="trial-waiting">
          <progress aria-label={t('trial.waiting')} /> {t('trial.waiting')}
          <Button
            onClick={() => {
              setState({ kind: 'skipped' });
              void runsHost()
                .call('preflight.cancel', {})
                .catch(() => {});
            }}
          >
            {t('trial.skip')}
          </Button>
        </p>
      )}
      {(state.kind === 'skipped' || state.kind === 'failed') && (
        <p className="trial-waiting" data-tone={state.kind === 'failed' ? 'bad' : undefined}>
          <span>{state.kind === 'failed' ? t('trial.failed', { reason: state.text }) : t('trial.skipped')}</span>
          <Button onClick={() => setTries(tries + 1)}>{t('trial.again')}</Button>
        </p>
      )}
      {state.kind === 'done' && <Found found={state.found} epochs={parseTraining(graph.training).training.epochs} />}
    </section>
  );
}

/** The estimate for the whole run. */
function Found({ found, epochs }: { readonly found: Out<'preflight.trial'>; readonly epochs: number }) {
  const t = useMessages(MESSAGES);
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
        <b>{t('trial.result', values)}</b>
      </p>
      <dl className="trial-facts">
        <dt>{t('trial.engine')}</dt>
        <dd>
          {t(`engine.${engine.backend}`)}, {engine.library}
          <span>
            {engine.reason[lang]} {engine.faster?.[lang]}
          </span>
        </dd>
        <dt>{t('trial.data')}</dt>
        <dd>
          {data[lang]}
          <span>{t('trial.images', { train: formatNumber(train, lang), validation: formatNumber(validation, lang) })}</span>
        </dd>
        <dt>{t('trial.memory')}</dt>
        <dd data-tone={memory > free ? 'bad' : undefined}>
          {t(memory > free ? 'trial.memory.short' : 'trial.memory.value', bytes)}
        </dd>
      </dl>
    </>
  );
}
