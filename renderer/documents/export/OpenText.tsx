import './export.css';
import { useState } from 'react';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { documents } from '../documents';
import { MESSAGES } from './messages';

/** Opens a document from text. Errors are shown place by place, and the text stays. */
export function OpenText() {
  const t = useMessages(MESSAGES);
  return (
    <Dialog name="openText" title={t('open.title')} size="medium">
      <Form />
    </Dialog>
  );
}

function Form() {
  const t = useMessages(MESSAGES);
  const [text, setText] = useState('');
  return (
    <DialogForm
      answer={t('open')}
      disabled={text.trim() === ''}
      onSubmit={() =>
        void attempt(async () => {
          if (await documents().openCopy(t('pasted'), text)) showDialog(undefined);
        })
      }
    >
      <label className="dialog-lines">
        <span>{t('open.text')}</span>
        <textarea
          className="field dialog-text"
          rows={14}
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p className="side-doc">{t('open.help')}</p>
    </DialogForm>
  );
}
