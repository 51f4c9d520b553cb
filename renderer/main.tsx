import './host/language-tag';
import './host/no-eval';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startDocuments } from './documents/documents';
import { startRecovery } from './documents/recovery/recovery';
import { startRuns } from './editor/runs-store';
import { connectHost } from './host/connect';
import { startFiles } from './host/files/window-files';
import { announceEnds } from './runs/announce';
import { firstLaunch } from './setup/setup';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const connection = await connectHost();
createRoot(root).render(
  <StrictMode>
    <App connection={connection} />
  </StrictMode>,
);
startFiles(connection);
announceEnds();
startRuns(connection);
await startDocuments(connection);
await startRecovery(connection);
// From now on the window can be used; until then a screen reader says that it is busy.
root.removeAttribute('aria-busy');
await firstLaunch(connection.host).catch(() => {});
