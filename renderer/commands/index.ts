import type { Command } from '../ui/command';
import { about } from './about';
import { addLayer } from './add-layer';
import { addNote } from './add-note';
import { arrange } from './arrange';
import { bypass } from './bypass';
import { connectLayer } from './connect';
import { copyNodesCommand } from './copy';
import { copyDocumentCommand } from './copy-document';
import { cutNodes } from './cut';
import { deleteSelection } from './delete';
import { deleteGraphCommand } from './delete-graph';
import { detachEncoder } from './detach';
import { disconnectInputs } from './disconnect';
import { duplicateNodes } from './duplicate';
import { duplicateDocument } from './duplicate-document';
import { duplicateGraphCommand } from './duplicate-graph';
import { exportCode } from './export-code';
import { exportPng } from './export-png';
import { exportSvg } from './export-svg';
import { fitView } from './fit';
import { freeze } from './freeze';
import { gallery } from './gallery';
import { importRunCommand } from './import-run';
import { languageCommand } from './language';
import { makeVariantCommand } from './make-variant';
import { moreEpochs } from './more-epochs';
import { newDocument } from './new';
import { newGraphCommand } from './new-graph';
import { nextGraph } from './next-graph';
import { nextProblem } from './next-problem';
import { documentNotes } from './notes';
import { openFile } from './open';
import { openText } from './open-text';
import { pasteNodes } from './paste';
import { pauseRunCommand } from './pause-run';
import { previousGraph } from './previous-graph';
import { previousProblem } from './previous-problem';
import { redoCommand } from './redo';
import { rename } from './rename';
import { renameDocumentCommand } from './rename-document';
import { renameGraphCommand } from './rename-graph';
import { reportCommand } from './report';
import { resumeRunCommand } from './resume-run';
import { runAgainCommand } from './run-again';
import { saveFile } from './save';
import { saveFileAs } from './save-as';
import { saveCopy } from './save-copy';
import { savePreset } from './save-preset';
import { selectAll } from './select-all';
import { showCommands } from './show-commands';
import { showLog } from './show-log';
import { showRunGraph } from './show-run-graph';
import { showSetup } from './show-setup';
import { showShortcuts } from './show-shortcuts';
import { stopRunCommand } from './stop-run';
import { studyCommand } from './study';
import { themeCommand } from './theme';
import { toggleDock } from './toggle-dock';
import { togglePalette } from './toggle-palette';
import { toggleSide } from './toggle-side';
import { trainCommand } from './train';
import { undoCommand } from './undo';
import { zoomToSelection } from './zoom-to-selection';

/** Every command, in the order of the menus and of the command palette. */
export const COMMANDS: readonly Command[] = [
  newDocument,
  openFile,
  gallery,
  openText,
  saveFile,
  saveFileAs,
  saveCopy,
  savePreset,
  duplicateDocument,
  copyDocumentCommand,
  exportCode,
  exportSvg,
  exportPng,
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
  nextProblem,
  previousProblem,
  togglePalette,
  toggleSide,
  toggleDock,
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
  trainCommand,
  pauseRunCommand,
  stopRunCommand,
  resumeRunCommand,
  moreEpochs,
  runAgainCommand,
  showRunGraph,
  reportCommand,
  studyCommand,
  importRunCommand,
  showCommands,
  showShortcuts,
  showSetup,
  showLog,
  about,
];
