import './host/no-eval';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startDocuments } from './documents/documents';
import { connectHost } from './host/connect';
import { startRuns } from './runs/runs';
import { firstLaunch } from './setup/setup';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const connection = await connectHost();
createRoot(root).render(
  <StrictMode>
    <App connection={connection} />
  </StrictMode>,
);
startRuns(connection);
await startDocuments(connection);
await firstLaunch(connection.host).catch(() => {});
