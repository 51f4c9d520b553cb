import './app.css';
import { Tooltip } from 'radix-ui';
import { useEffect, useSyncExternalStore } from 'react';
import { ReactFlowProvider } from 'reactflow';
import { CommandPalette } from '../commands/CommandPalette';
import { COMMANDS } from '../commands/index';
import { useShortcuts } from '../commands/shortcuts';
import { documents } from '../documents/documents';
import { ExportDialog } from '../documents/export/ExportDialog';
import { OpenText } from '../documents/export/OpenText';
import { Gallery } from '../documents/gallery/Gallery';
import { SavePreset } from '../documents/gallery/SavePreset';
import { NotesDialog } from '../documents/NotesDialog';
import { documentName } from '../documents/name';
import { RunGraphDialog } from '../documents/RunGraphDialog';
import { RecoveryDialog } from '../documents/recovery/RecoveryDialog';
import { isDirty, useEditor } from '../editor/editor';
import { useFixSearch } from '../editor/fixes';
import type { Connection } from '../host/connection';
import { droppedFolder, importRun } from '../runs/list/import';
import { MoreEpochsDialog } from '../runs/list/MoreEpochsDialog';
import { NoteDialog } from '../runs/list/NoteDialog';
import { ReportDialog } from '../runs/reports/ReportDialog';
import { StudyDialog } from '../runs/reports/StudyDialog';
import { useRunTitle } from '../runs/start/run-title';
import { TrainDialog } from '../runs/start/TrainDialog';
import { LogDialog } from '../setup/LogDialog';
import { SetupDialog } from '../setup/SetupDialog';
import { startSetup } from '../setup/setup';
import { useMessages } from '../ui/language';
import { Notices } from '../ui/Notices';
import { QuestionDialog } from '../ui/QuestionDialog';
import { attempt, runCommand } from '../ui/run';
import { useTheme } from '../ui/theme';
import { notify } from '../ui/ui';
import { Body } from './Body';
import { DropOverlay } from './DropOverlay';
import { About } from './help/About';
import { Shortcuts } from './help/Shortcuts';
import { MESSAGES } from './messages';
import { useNativeMenu } from './native-menu';
import { TopBar } from './TopBar';

/** The window: the top bar, the palette, the canvas and the details panel. */
export function App({ connection }: { readonly connection: Connection }) {
  useTheme();
  useFixSearch();
  useShortcuts();
  useTitle();
  useHostCommands(connection);
  useNativeMenu(connection);
  useTrouble(connection);
  useEffect(() => startSetup(connection.host), [connection]);
  return (
    <ReactFlowProvider>
      <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a file can be opened by keyboard with a command as well. */}
        <div
          className="app"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const { items, types } = event.dataTransfer;
            if (!types.includes('Files')) return;
            const folder = droppedFolder(items);
            if (folder) void attempt(async () => importRun(await folder()));
            else void attempt(() => documents().openDropped(items));
          }}
        >
          <TopBar />
          <Lost connection={connection} />
          <Body />
        </div>
        <CommandPalette />
        <QuestionDialog />
        <Gallery />
        <SavePreset />
        <ExportDialog />
        <OpenText />
        <NotesDialog />
        <TrainDialog />
        <RunGraphDialog />
        <NoteDialog />
        <MoreEpochsDialog />
        <ReportDialog />
        <StudyDialog />
        <Shortcuts />
        <About connection={connection} />
        <SetupDialog host={connection.host} />
        <LogDialog host={connection.host} />
        <DropOverlay />
        <RecoveryDialog />
        <Notices />
      </Tooltip.Provider>
    </ReactFlowProvider>
  );
}

/** A banner while the host cannot be reached; editing still works. */
function Lost({ connection }: { readonly connection: Connection }) {
  const t = useMessages(MESSAGES);
  const state = useSyncExternalStore(connection.onState, connection.state);
  if (state !== 'lost') return null;
  return (
    <p className="banner" role="status">
      {t(connection.hello.host === 'served' ? 'lost.served' : 'lost')}
    </p>
  );
}

/** Runs the commands of the native menu. */
function useHostCommands({ host }: Connection): void {
  useEffect(
    () =>
      host.on('app.command', ({ command }) => {
        const known = COMMANDS.find(({ id }) => id === command);
        if (known) void runCommand(known);
      }),
    [host],
  );
}

/** Shows the host's non-fatal errors as notices. */
function useTrouble({ host }: Connection): void {
  useEffect(() => host.on('app.trouble', ({ text }) => notify({ tone: 'info', text: (lang) => text[lang] })), [host]);
}

/** Sets the window's title: the progress of a run, the document's name, and a dot for unsaved changes. */
function useTitle(): void {
  const title = useEditor((state) => `${isDirty(state) ? '● ' : ''}${documentName()} — Patchbay`);
  const run = useRunTitle();
  useEffect(() => {
    document.title = run === undefined ? title : `${run} — ${title}`;
  }, [title, run]);
}
