import './export.css';
import { useState } from 'react';
import { Dialog } from '../../ui/Dialog';
import { useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog, useUi } from '../../ui/ui';
import { documents } from '../documents';
import { MESSAGES } from './messages';

/** Opens a document from text. Errors are shown place by place, and the text stays. */
export function OpenText() {
  const t = useMessages(MESSAGES);
  const open = useUi((ui) => ui.dialog === 'openText');
  return (
    <Dialog name="openText" title={t('open.title')} size="medium">
      {open && <Form />}
    </Dialog>
  );
}

function Form() {
  const t = useMessages(MESSAGES);
  const [text, setText] = useState('');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          if (await documents().openCopy(t('pasted'), text)) showDialog(undefined);
        });
      }}
    >
      <label>
        <span>{t('open.text')}</span>
        <textarea
          className="field dialog-text"
          rows={14}
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p>{t('open.help')}</p>
      <div className="dialog-answers">
        <button type="submit" className="button" data-kind="primary" disabled={text.trim() === ''}>
          {t('open')}
        </button>
      </div>
    </form>
  );
}
