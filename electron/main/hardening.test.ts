import { describe, expect, test, vi } from 'vitest';
import { CONFIG } from '../packaging/config';
import { contentSecurityPolicy } from '../services/page';

vi.mock('electron', () => ({
  app: {},
  BrowserWindow: class {},
  dialog: {},
  ipcMain: {},
  protocol: {},
  screen: {},
  session: {},
  shell: {},
}));

/** What must stay as it is: each line of this fails when it is loosened. */
describe('the desktop app', () => {
  test('shuts its pages up', async () => {
    const { WEB_PREFERENCES } = await import('./window');
    expect(WEB_PREFERENCES).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
  });

  test('knows its own page, and no other', async () => {
    const { isOurs } = await import('./protocol');
    expect(isOurs('app://bundle/index.html')).toBe(true);
    for (const url of [
      'app://bundle.evil/',
      'app://evil/bundle/',
      'https://bundle/',
      'file:///bundle',
      'app:bundle',
      '',
      'bundle',
    ])
      expect(isOurs(url), url).toBe(false);
  });

  test('lets a page load its own files alone', () => {
    const policy = contentSecurityPolicy();
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'none'",
    ])
      expect(policy.split('; ')).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*|script-src/);
  });

  test('is packaged with its fuses set', () => {
    expect(CONFIG.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});
