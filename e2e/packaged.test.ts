import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, inject, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { callHost } from './support/call';
import { desktopOf, launchDesktop } from './support/desktop';
import { homeFolder } from './support/home';
import { hosted } from './support/host';
import { skipped } from './support/needs';
import { PACKAGED } from './support/packaged';
import { SIZES } from './support/table2';

const under = inject('host');
const folder = dirname(PACKAGED);
const made = existsSync(PACKAGED) ? {} : skipped('`npm run package -- --dir` has not made the packaged app');

describe('the packaged app', { timeout: 240_000, tags: THOROUGH, ...made, ...hosted('standin', 'electron') }, () => {
  it('opens a document, and takes a training step on the libtensorflow that it brings, or on WebAssembly', async () => {
    if (!under) return;
    const home = await homeFolder();
    const document = resolve('presets/table2-baseline.patchbay.json');
    // Nothing that this machine has set up is in its reach.
    const app = await launchDesktop(under, [document], home, PACKAGED, { XDG_CACHE_HOME: join(home, 'cache') });
    const host = desktopOf(app, home);
    const { page, sizes, errors } = await host.open();
    await expect.poll(sizes).toEqual(SIZES);
    expect(await app.evaluate(({ app: main }) => main.isPackaged)).toBe(true);
    const text = JSON.parse(await readFile(document, 'utf8'));
    Object.assign(text.graphs[0].training, { dataset: 'synthetic', epochs: 1 });
    const order = { document: JSON.stringify(text), graph: 'autoencoder', file: null, train: 200, validation: 100 };
    const native = existsSync(join(folder, 'resources/app.asar.unpacked/dist/electron/packages/@tensorflow/tfjs-node/lib'));
    const { ids } = await callHost(page, 'runs.start', { orders: [{ ...order, engine: native ? 'native' : 'wasm' }] });
    const read = () => callHost(page, 'runs.read', { id: ids[0] ?? '' });
    await expect.poll(async () => (await read()).summary.status, { timeout: 120_000, interval: 500 }).toMatch(/finished|failed/);
    const { run, summary } = await read();
    expect(summary.reason, JSON.stringify(summary.reason)).toBeUndefined();
    expect(run.engine?.library).toMatch(native ? /^libtensorflow/ : /^tfjs WASM/);
    console.log(`the packaged app trained an epoch on ${run.engine?.library}`);
    expect(errors).toEqual([]);
    await host.close();
  });

  it('holds its bundles and presets, and nothing else', () => {
    const files = listPackage(join(folder, 'resources/app.asar'), { isPack: false }).map((file) => file.replaceAll('\\', '/'));
    const odd = files.filter((file) => !/^\/(package\.json|LICENSE|presets|dist)(\/|$)/.test(file));
    expect(odd).toEqual([]);
    expect(files.filter((file) => /node_modules|\.test\.|\.map$|standin|\.ts$/.test(file))).toEqual([]);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(PACKAGED);
    // A fuse is a character of the executable: 1 or 0.
    const state = (fuse: FuseV1Options) => wire[fuse] === '1'.charCodeAt(0);
    expect(state(FuseV1Options.RunAsNode)).toBe(false);
    expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
    expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
    expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
    expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
  });
});
