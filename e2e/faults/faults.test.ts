import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../../.ci/tallies';
import { buildApp } from '../support/browser';
import { findChromium } from '../support/chromium';
import { needs } from '../support/needs';
import { startMain } from './desktop-victim';
import { tryDisk } from './disk';
import { tryInputs } from './inputs';
import { tryKills } from './kills';
import { startServed } from './served-victim';

/** A small part of what `npm run faults` does thousands of times. */
describe('hostile inputs, kills and disks', { timeout: 300_000 }, () => {
  it('are answered, each with an error that has a name, and reach no file outside', async () => {
    const { tried, faults } = await tryInputs(200, 20_26);
    expect(tried).toBeGreaterThanOrEqual(200);
    // Times mean something on a quiet machine alone.
    expect(faults.filter((fault) => !fault.includes(': took '))).toEqual([]);
  });

  it('lose nothing of what the server edits, saves and trains', { tags: THOROUGH, ...needs('unix') }, async () => {
    const { survived, losses } = await tryKills({ name: 'server', start: startServed }, { editing: 2, training: 2 }, 20_26);
    expect(losses).toEqual([]);
    expect(survived).toEqual({
      'server, while editing and saving': 2,
      'the engine of server, while training': 1,
      'server, while training': 1,
    });
  });

  it('lose nothing of what the desktop app edits and saves', { tags: THOROUGH, ...needs('unix') }, async ({ skip }) => {
    const chromium = await findChromium();
    if (!chromium) return skip('there is no Chromium');
    await buildApp();
    const start = (home: string, files: readonly string[]) => startMain({ way: 'standin', chromium }, home, files);
    const { survived, losses } = await tryKills({ name: 'main', start }, { editing: 2, training: 0 }, 20_26);
    expect(losses).toEqual([]);
    expect(survived).toEqual({ 'main, while editing and saving': 2 });
  });

  it('are told of a disk that is full or cannot be written', { tags: THOROUGH, ...needs('linux') }, async () => {
    expect((await tryDisk()).losses).toEqual([]);
  });
});
