import { addLayer } from './add-layer';
import { addNote } from './add-note';
import { arrange } from './arrange';
import { bypass } from './bypass';
import type { Command } from './command';
import { connectLayer } from './connect';
import { copyNodesCommand } from './copy';
import { cutNodes } from './cut';
import { deleteSelection } from './delete';
import { deleteGraphCommand } from './delete-graph';
import { detachEncoder } from './detach';
import { disconnectInputs } from './disconnect';
import { duplicateNodes } from './duplicate';
import { duplicateGraphCommand } from './duplicate-graph';
import { fitView } from './fit';
import { freeze } from './freeze';
import { languageCommand } from './language';
import { makeVariantCommand } from './make-variant';
import { newDocument } from './new';
import { newGraphCommand } from './new-graph';
import { nextGraph } from './next-graph';
import { documentNotes } from './notes';
import { openFile } from './open';
import { pasteNodes } from './paste';
import { previousGraph } from './previous-graph';
import { redoCommand } from './redo';
import { rename } from './rename';
import { renameDocumentCommand } from './rename-document';
import { renameGraphCommand } from './rename-graph';
import { saveFile } from './save';
import { saveFileAs } from './save-as';
import { selectAll } from './select-all';
import { showCommands } from './show-commands';
import { themeCommand } from './theme';
import { togglePalette } from './toggle-palette';
import { toggleSide } from './toggle-side';
import { undoCommand } from './undo';
import { zoomToSelection } from './zoom-to-selection';

/** Every command, in the order of the menus and of the command palette. */
export const COMMANDS: readonly Command[] = [
  newDocument,
  openFile,
  saveFile,
  saveFileAs,
  renameDocumentCommand,
  documentNotes,
  undoCommand,
  redoCommand,
  cutNodes,
  copyNodesCommand,
  pasteNodes,
  duplicateNodes,
  deleteSelection,
  selectAll,
  rename,
  addLayer,
  addNote,
  connectLayer,
  disconnectInputs,
  bypass,
  freeze,
  fitView,
  zoomToSelection,
  togglePalette,
  toggleSide,
  themeCommand,
  languageCommand,
  arrange,
  newGraphCommand,
  makeVariantCommand,
  duplicateGraphCommand,
  renameGraphCommand,
  deleteGraphCommand,
  nextGraph,
  previousGraph,
  detachEncoder,
  showCommands,
];
