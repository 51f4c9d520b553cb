import { useState } from 'react';
import { editor, present } from '../../editor/editor';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { message, notify, showDialog } from '../../ui/ui';
import { documents } from '../documents';
import { documentName } from '../name';
import { usePresets } from '../presets';
import { MESSAGES } from './messages';

/** Saves the open document as a preset with a name. */
export function SavePreset() {
  const t = useMessages(MESSAGES);
  return (
    <Dialog name="savePreset" title={t('save.title')}>
      <Form />
    </Dialog>
  );
}

function Form() {
  const t = useMessages(MESSAGES);
  const cards = usePresets((state) => state.cards);
  const [name, setName] = useState(documentName());
  const replaced = cards?.find((card) => card.own && card.name === name.trim());
  const save = async () => {
    await documents().presets.save(name.trim(), present(editor.getState()).document, replaced?.id);
    showDialog(undefined);
    notify({ tone: 'info', text: message(MESSAGES, 'saved', { name: name.trim() }) });
  };
  return (
    <DialogForm answer={t('save')} disabled={name.trim() === ''} onSubmit={() => void attempt(save)}>
      <label className="dialog-lines">
        <span>{t('save.name')}</span>
        <input
          className="field"
          value={name}
          maxLength={200}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <p className="side-doc">{t(replaced ? 'save.replaces' : 'save.help')}</p>
    </DialogForm>
  );
}
