import './export.css';
import { useState } from 'react';
import { Dialog } from '../../ui/Dialog';
import { useWords } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog, useUi } from '../../ui/ui';
import { documents } from '../documents';
import { WORDS } from './messages';

/** Opens a document that was sent as text. What is wrong with it is said place by place, and nothing typed is lost. */
export function OpenText() {
  const say = useWords(WORDS);
  const open = useUi((ui) => ui.dialog === 'openText');
  return (
    <Dialog name="openText" title={say('open.title')} size="medium">
      {open && <Form />}
    </Dialog>
  );
}

function Form() {
  const say = useWords(WORDS);
  const [text, setText] = useState('');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          if (await documents().openCopy(say('pasted'), text)) showDialog(undefined);
        });
      }}
    >
      <label>
        <span>{say('open.text')}</span>
        <textarea
          className="field dialog-text"
          rows={14}
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p>{say('open.help')}</p>
      <div className="dialog-answers">
        <button type="submit" className="button" data-kind="primary" disabled={text.trim() === ''}>
          {say('open')}
        </button>
      </div>
    </form>
  );
}
