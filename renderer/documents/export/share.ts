import { diagnosisOf } from '../../editor/diagnosis';
import { editor, graphInView, present } from '../../editor/editor';
import { paperColours } from '../../figures/colours';
import { graphFigureSvg } from '../../figures/graph-figure';
import { pngOf } from '../../figures/png';
import { saveFile } from '../../host/files/save-file';
import { message, notify, useUi } from '../../ui/ui';
import { documents } from '../documents';
import { documentName } from '../name';
import { MESSAGES } from './messages';

/** Copies the whole document to the clipboard, as text for "Open from text". */
export async function copyDocument(): Promise<void> {
  const text = await documents().packed.textToShare(present(editor.getState()).document);
  if (text === undefined) return;
  await navigator.clipboard.writeText(text);
  notify({ tone: 'info', text: message(MESSAGES, 'text.copied') });
}

/** Saves the graph in view as a figure with its layout on the canvas. */
export async function saveGraphFigure(kind: 'svg' | 'png'): Promise<void> {
  const state = editor.getState();
  const graph = graphInView(state);
  const { inference } = diagnosisOf(present(state).document, graph);
  const svg = graphFigureSvg(inference, paperColours(), useUi.getState().lang);
  const name = present(state).document.graphs.length > 1 ? `${documentName()} ${graph.name || graph.id}` : documentName();
  await saveFile(name, kind, kind === 'svg' ? svg : await pngOf(svg));
}
