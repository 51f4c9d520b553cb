import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import { dropOnto } from './support/drop';
import { hosted } from './support/host';
import { dockOf, PATIENCE, showRun, trainDocument } from './support/training';

describe('what is dropped on the window', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const document = 'presets/table2-baseline.patchbay.json';
  const app = useApp({ document });
  let disk: string;

  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'patchbay-dropped-'));
    await trainDocument(app.host, document, 2, 100);
  }, PATIENCE.timeout);
  afterAll(() => rm(disk, { recursive: true, force: true }));
  beforeEach(() => showRun(app.editor));

  const dock = () => dockOf(app.editor);
  const view = (name: string | RegExp) => dock().getByRole('tab', { name }).click();
  const pad = () => dock().getByRole('application', { name: /^Drawing pad/ });

  /** The bytes of the pad's image, as many as the net takes. */
  const drawn = () =>
    pad().evaluate((element) => {
      const canvas = element instanceof HTMLCanvasElement ? element : element.querySelector('canvas');
      if (!canvas) throw new Error('the pad is no canvas');
      const small = new OffscreenCanvas(28, 28);
      const pen = small.getContext('2d');
      pen?.drawImage(canvas, 0, 0, 28, 28);
      return Array.from(pen?.getImageData(0, 0, 28, 28).data ?? []).filter((_, index) => index % 4 === 0);
    });
  const reconstruction = () => dock().getByRole('region', { name: 'Result' }).getByRole('img');

  /** A picture of a bright square in the middle third of a dark ground, or the other way round, in a file. */
  async function pictureFile(name: string, type: 'image/png' | 'image/jpeg', [ground, square]: readonly [string, string]) {
    const data = await app.editor.page.evaluate(
      async ([type, ground, square]) => {
        const canvas = new OffscreenCanvas(90, 60);
        const pen = canvas.getContext('2d');
        if (!pen) throw new Error('no pen');
        pen.fillStyle = ground ?? '';
        pen.fillRect(0, 0, 90, 60);
        pen.fillStyle = square ?? '';
        pen.fillRect(30, 15, 30, 30);
        const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: type ?? '' })).arrayBuffer());
        return btoa(String.fromCharCode(...bytes));
      },
      [type, ground, square] as const,
    );
    const file = join(disk, name);
    await writeFile(file, Buffer.from(data, 'base64'));
    return file;
  }

  it('is a PNG for the pad: fitted, and given to the net', async () => {
    await view('Try it');
    await dropOnto(pad(), await pictureFile('square.png', 'image/png', ['#000', '#fff']));
    await reconstruction().waitFor(PATIENCE);
    const image = await drawn();
    expect([image[14 * 28 + 14], image[14 * 28 + 2], image[2 * 28 + 14]]).toEqual([255, 0, 0]);
  });

  it('is a JPEG that is dark on light: turned round, which is said', async () => {
    await view('Try it');
    await dropOnto(pad(), await pictureFile('square.png', 'image/png', ['#000', '#fff']));
    await reconstruction().waitFor(PATIENCE);
    const before = await drawn();
    await dropOnto(pad(), await pictureFile('square.jpg', 'image/jpeg', ['#fff', '#000']));
    await app.editor.page.getByText('The image was dark on light and has been inverted').waitFor();
    const image = await drawn();
    // It is the same picture, but for what JPEG loses.
    expect(Math.max(...image.map((value, index) => Math.abs(value - (before[index] ?? 0))))).toBeLessThan(40);
  });

  it('is no picture: that is said, and what is on the pad stays', async () => {
    await view('Try it');
    await dropOnto(pad(), await pictureFile('square.png', 'image/png', ['#000', '#fff']));
    await reconstruction().waitFor(PATIENCE);
    const before = await drawn();
    const file = join(disk, 'notes.png');
    await writeFile(file, 'These are not the pixels that you are looking for.');
    await dropOnto(pad(), file);
    await app.editor.page.getByText('This file is not an image that Patchbay can read. Choose a PNG or JPEG.').waitFor();
    expect(await drawn()).toEqual(before);
    expect(await reconstruction().count()).toBe(1);
  });

  it('is the folder of a run that was made elsewhere: it is among the runs, with its curves and its weights', async () => {
    const [name = ''] = await readdir(join(app.host.home, 'runs'));
    const elsewhere = join(disk, 'from-a-colleague');
    await cp(join(app.host.home, 'runs', name), elsewhere, { recursive: true });
    await view('Try it');
    // Over the pad as well, a folder is no picture.
    await dropOnto(pad(), elsewhere);
    await app.editor.page.getByText('The run was imported.').waitFor(PATIENCE);
    await view(/^Runs/);
    const rows = dock().getByRole('table', { name: 'Runs' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    const figures = async (row: number) => (await rows.nth(row).getByRole('cell').allTextContents()).slice(3, 7);
    expect(await figures(1)).toEqual(await figures(2));
    expect((await readdir(join(app.host.home, 'runs'))).sort()).toEqual([name, `${name}-2`]);
    await view('Curves');
    await expect.poll(() => dock().getByRole('slider', { name: 'Loss, epoch' }).getAttribute('aria-valuemax')).toBe('2');
    await view('Try it');
    await dropOnto(pad(), await pictureFile('square.png', 'image/png', ['#000', '#fff']));
    await reconstruction().waitFor(PATIENCE);
  });

  it('is a folder without a run: that is said', async () => {
    const folder = join(disk, 'holidays');
    await mkdir(folder);
    await writeFile(join(folder, 'beach.txt'), 'sand');
    await dropOnto(app.editor.canvas, folder);
    await app.editor.page.getByText('This folder has no run.json').waitFor();
  });
});
