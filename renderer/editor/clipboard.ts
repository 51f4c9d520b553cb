import type { Position } from '../../shared/graph/document';
import { copyNodes, fragmentToText, parseFragment } from '../../shared/graph/edits/fragment';
import { defineMessages } from '../../shared/i18n/i18n';
import { message, notify } from '../ui/ui';
import { edit, editor, graphInView, present } from './editor';

const MESSAGES = defineMessages({
  en: { nothing: 'There is nothing to paste: copy layers here or in another window, or the text of a Patchbay document.' },
  es: { nothing: 'No hay nada que pegar: copie capas aquí o en otra ventana, o el texto de un documento de Patchbay.' },
});

/** Copies the selection to the clipboard, as text that any window can paste. */
export async function copySelection(): Promise<void> {
  const state = editor.getState();
  const clip = copyNodes(graphInView(state), present(state).selection.nodes);
  await navigator.clipboard.writeText(fragmentToText(clip));
}

/** Pastes the layers on the clipboard, with their top left corner at a position of the canvas if one is given. */
export async function pasteFromClipboard(position?: Position): Promise<void> {
  const clip = parseFragment(await navigator.clipboard.readText());
  if (clip) edit([{ type: 'paste', clip, keepInputs: false, ...(position && { position }) }], { select: 'added' });
  else notify({ tone: 'error', text: message(MESSAGES, 'nothing') });
}
