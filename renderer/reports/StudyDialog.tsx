import { useState } from 'react';
import { RANGES } from '../../shared/training/config';
import { Dialog } from '../app/Dialog';
import { attempt } from '../app/run';
import { notify, showDialog, showDock, useUi, wordsFrom } from '../app/ui';
import { NumberField } from '../inspector/NumberField';
import { runsHost } from '../runs/runs';
import { useLang, useWords } from '../words/words';
import { WORDS } from './words';

/** Trains the models of the paper, as its study did. */
export function StudyDialog() {
  const say = useWords(WORDS);
  const open = useUi((ui) => ui.dialog === 'study');
  return (
    <Dialog name="study" title={say('study.title')}>
      {open && <Content />}
    </Dialog>
  );
}

function Content() {
  const say = useWords(WORDS);
  const lang = useLang();
  const [epochs, setEpochs] = useState(5);
  const [train, setTrain] = useState<number | undefined>();
  const begin = async () => {
    const { ids } = await runsHost().call('reports.study', { epochs, lang, ...(train === undefined ? {} : { train }) });
    notify({ tone: 'info', text: wordsFrom(WORDS, ids.length === 0 ? 'study.nothing' : 'study.started', { n: ids.length }) });
    showDock('runs');
  };
  return (
    <form
      className="report"
      onSubmit={(event) => {
        event.preventDefault();
        showDialog(undefined);
        void attempt(begin);
      }}
    >
      <p>{say('study.text')}</p>
      <div className="train-choices">
        <span>{say('epochs')}</span>
        <NumberField
          label={say('epochs')}
          help={say('epochs.paper')}
          {...RANGES.epochs}
          whole
          value={epochs}
          onChange={setEpochs}
        />
        <span>{say('images')}</span>
        <NumberField
          label={say('images')}
          help={say('images')}
          min={1}
          max={10_000_000}
          whole
          placeholder={say('images.all')}
          value={train}
          onChange={setTrain}
          onEmpty={() => setTrain(undefined)}
        />
      </div>
      <div className="dialog-answers">
        <button type="submit" className="button" data-kind="primary">
          {say('study.start')}
        </button>
      </div>
    </form>
  );
}
