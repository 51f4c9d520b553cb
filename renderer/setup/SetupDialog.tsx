import './setup.css';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SetupPart, SetupStatus } from '../../shared/host/areas/setup';
import type { Host } from '../../shared/host/client';
import type { Dataset } from '../../shared/training/datasets/dataset';
import { DATASETS } from '../../shared/training/datasets/index';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { useLang, useMessages } from '../ui/language';
import { attempt } from '../ui/run';
import { showDialog, useUi } from '../ui/ui';
import { MESSAGES } from './messages';
import { giveFiles, lookAround, obtain, useSetup } from './setup';

/** The engines and data on this machine, their sizes, and ways to get the missing ones. Opens automatically at the first launch. */
export function SetupDialog({ host }: { readonly host: Host }) {
  const t = useMessages(MESSAGES);
  const open = useUi((ui) => ui.dialog === 'setup');
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open) void attempt(() => lookAround(host));
    else if (wasOpen.current) host.call('setup.dismiss', {}).catch(() => {});
    wasOpen.current = open;
  }, [open, host]);
  return (
    <Dialog name="setup" title={t('title')} size="medium">
      <Content host={host} />
    </Dialog>
  );
}

/** The data sets that can be downloaded. */
const DOWNLOADABLE = DATASETS.flatMap((dataset: Dataset) =>
  dataset.download ? [{ id: dataset.id, label: dataset.label, download: dataset.download }] : [],
);

function Content({ host }: { readonly host: Host }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { status, doing } = useSetup();
  if (!status)
    return (
      <p role="status" className="setup-looking">
        {t('looking')}
      </p>
    );
  const native = status.engines.find(({ name }) => name === 'native');
  const wasm = status.engines.find(({ name }) => name === 'wasm');
  const complete = native?.ready && DOWNLOADABLE.every(({ label }) => status.data.some(({ name }) => name === label));
  const texts = (list: readonly { readonly en: string; readonly es: string }[] = []) => list.map((text) => text[lang]);
  return (
    <div className="setup">
      <p>{t('welcome')}</p>
      <section aria-labelledby="setup-engines">
        <h3 id="setup-engines">{t('engines')}</h3>
        <Part name={t('native')} is={t('native.is')} ready={native?.ready ?? false} facts={texts(native?.there)}>
          {!native?.ready && (
            <>
              {[...texts(native?.missing), ...(native?.how ? [native.how[lang]] : [])].map((fact) => (
                <p key={fact} className="setup-fact">
                  {fact}
                </p>
              ))}
              <Doing host={host} part="engine">
                {native?.how && (
                  <Button disabled={doing !== undefined} onClick={() => begin(host, 'engine')}>
                    {t('setUp')}
                  </Button>
                )}
              </Doing>
            </>
          )}
        </Part>
        <Part
          name={t('wasm')}
          is={t('wasm.is')}
          ready={wasm?.ready ?? false}
          facts={[...texts(wasm?.there), ...texts(wasm?.missing)]}
        />
      </section>
      <section aria-labelledby="setup-data">
        <h3 id="setup-data">{t('data')}</h3>
        {DOWNLOADABLE.map(({ id, label, download }) => {
          const places = status.data.filter(({ name }) => name === label);
          const ready = places.length > 0;
          return (
            <Part
              key={id}
              name={label}
              is={download.about[lang]}
              ready={ready}
              facts={places.map(({ where, bytes }) => t('where', { where, size: megabytes(bytes, lang) }))}
            >
              <Searches searches={status.searches.filter(({ name }) => name === label)} ready={ready} />
              {!ready && (
                <Doing host={host} part="data">
                  <Button disabled={doing !== undefined} onClick={() => begin(host, 'data')}>
                    {t('download', { size: megabytes(download.bytes, lang) })}
                  </Button>
                  <HaveFiles host={host} disabled={doing !== undefined} />
                </Doing>
              )}
            </Part>
          );
        })}
      </section>
      <div className="dialog-answers">
        <Button kind={complete ? 'primary' : undefined} onClick={() => showDialog(undefined)}>
          {t(complete ? 'close' : 'later')}
        </Button>
      </div>
    </div>
  );
}

/** The search order for the data set, and the last search: one line for each failed source. */
function Searches({ searches, ready }: { readonly searches: SetupStatus['searches']; readonly ready: boolean }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const failed = useSetup((state) => state.failed.data !== undefined);
  return searches.map(({ name, how, last }) => {
    const when = last && new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(last.at));
    const title = last?.got ? t('got', { when: when ?? '', got: last.got[lang] }) : t('tried', { when: when ?? '' });
    // An error from this window is shown beside the button.
    const lines = last && !(failed && !ready) ? [title, ...last.tried.map((text) => text[lang])] : [];
    return [...(ready ? [] : [how[lang]]), ...lines].map((line) => (
      <p key={`${name} ${line}`} className="setup-fact">
        {line}
      </p>
    ));
  });
}

interface PartProps {
  readonly name: string;
  readonly is: string;
  readonly ready: boolean;
  readonly facts: readonly string[];
  readonly children?: ReactNode;
}

/** An engine or the data set: its state and facts about it. */
function Part({ name, is, ready, facts, children }: PartProps) {
  const t = useMessages(MESSAGES);
  const Mark = ready ? CircleCheck : CircleDashed;
  return (
    <div className="setup-part" data-ready={ready}>
      <Mark size={18} className="setup-mark" />
      <div>
        <h4>
          {name} <span className="setup-state">{t(ready ? 'ready' : 'missing')}</span>
        </h4>
        <p className="setup-is">{is}</p>
        {facts.map((fact) => (
          <p key={fact} className="setup-fact">
            {fact}
          </p>
        ))}
        {children}
      </div>
    </div>
  );
}

/** The download in progress with a Stop button, or else the actions and the last error. */
function Doing({ host, part, children }: { readonly host: Host; readonly part: SetupPart; readonly children: ReactNode }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { doing, failed } = useSetup();
  if (doing?.part !== part)
    return (
      <>
        {failed[part] && (
          <p role="alert" className="setup-failed">
            {failed[part][lang]}
          </p>
        )}
        <div className="setup-ways">{children}</div>
      </>
    );
  const { step, done, total } = doing.progress;
  return (
    <div className="setup-doing">
      <p role="status">
        {step[lang]}
        {total !== undefined && done !== undefined && (
          <span className="setup-bytes">{t('of', { done: megabytes(done, lang), total: megabytes(total, lang) })}</span>
        )}
      </p>
      <progress aria-label={step[lang]} {...(total !== undefined && done !== undefined ? { value: done, max: total } : {})} />
      <Button onClick={() => void attempt(() => host.call('setup.stop', {}))}>{t('stop')}</Button>
    </div>
  );
}

function HaveFiles({ host, disabled }: { readonly host: Host; readonly disabled: boolean }) {
  const t = useMessages(MESSAGES);
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button disabled={disabled} title={t('haveHint')} onClick={() => field.current?.click()}>
        {t('have')}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t('haveHint')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          if (files.length === 0) return;
          void attempt(async () => {
            try {
              await giveFiles(host, files);
            } catch (error) {
              useSetup.setState({ doing: undefined });
              throw error;
            }
          });
        }}
      />
    </>
  );
}

function begin(host: Host, part: SetupPart): void {
  void attempt(() => obtain(host, part));
}

function megabytes(bytes: number, lang: string): string {
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: bytes < 10e6 ? 1 : 0 }).format(bytes / 1e6)} MB`;
}
