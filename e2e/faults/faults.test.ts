import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../../.ci/tallies';
import { buildApp } from '../support/browser';
import { findChromium } from '../support/chromium';
import { needs } from '../support/needs';
import { startMain } from './desktop-victim';
import { tryDisk } from './disk';
import { tryInputs } from './inputs';
import { tryKills } from './kills';
import { tryLocks } from './locks';
import { tryMachine } from './machine';
import { startServed } from './served-victim';
import { tryWorst } from './worst';

/** A small part of what `npm run faults` does thousands of times. */
describe('faults', { timeout: 300_000 }, () => {
  it('of hostile inputs are answered, each with an error that has a name, and reach no file outside', async () => {
    const { tried, faults } = await tryInputs(200, 20_26);
    expect(tried).toBeGreaterThanOrEqual(200);
    // Times mean something on a quiet machine alone.
    expect(faults.filter((fault) => !fault.includes(': took '))).toEqual([]);
  });

  it('of the largest documents end neither a check nor the server', { tags: THOROUGH }, async () => {
    const { checked, faults } = await tryWorst(500, 100_000);
    expect(checked).toBeGreaterThan(10);
    expect(faults.filter((fault) => !fault.includes(': took '))).toEqual([]);
  });

  it('of processes that race for a lock give it to one alone, also if its holder has ended', { ...needs('unix') }, async () => {
    const { races, faults } = await tryLocks(40);
    expect(Object.values(races)).toEqual([40, 40, 40]);
    expect(faults).toEqual([]);
  });

  it('of a clock that is set, and of a server on another port, change nothing', { tags: THOROUGH }, async () => {
    expect((await tryMachine()).faults).toEqual([]);
  });

  it('of killed processes lose nothing of what the server edits, saves and trains', {
    tags: THOROUGH,
    ...needs('unix'),
  }, async () => {
    const { survived, losses } = await tryKills({ name: 'server', start: startServed }, { editing: 2, training: 2 }, 20_26);
    expect(losses).toEqual([]);
    expect(survived).toEqual({
      'server, while editing and saving': 2,
      'the engine of server, while training': 1,
      'server, while training': 1,
    });
  });

  it('of killed processes lose nothing of what the desktop app edits and saves', { tags: THOROUGH, ...needs('unix') }, async ({
    skip,
  }) => {
    const chromium = await findChromium();
    if (!chromium) return skip('there is no Chromium');
    await buildApp();
    const start = (home: string, files: readonly string[]) => startMain({ way: 'standin', chromium }, home, files);
    const { survived, losses } = await tryKills({ name: 'main', start }, { editing: 2, training: 0 }, 20_26);
    expect(losses).toEqual([]);
    expect(survived).toEqual({ 'main, while editing and saving': 2 });
  });

  it('of a disk that is full or cannot be written are told', { tags: THOROUGH, ...needs('linux') }, async () => {
    expect((await tryDisk()).losses).toEqual([]);
  });
});
