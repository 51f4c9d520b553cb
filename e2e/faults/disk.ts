import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startServed } from './served-victim';
import type { Answer } from './victim';

const run = promisify(execFile);

export interface DiskReport {
  /** The cases that were tried, with the messages they gave. */
  readonly said: readonly string[];
  readonly losses: readonly string[];
}

/** A disk that is full, and a folder that cannot be written: both need a machine on which this is root. */
export async function tryDisk(): Promise<DiskReport> {
  const said: string[] = [];
  const losses: string[] = [];
  const text = await readFile('presets/table2-baseline.patchbay.json', 'utf8');
  if (process.getuid?.() !== 0) return { said: ['not tried: it takes root to make a small disk'], losses };

  const disk = await mkdtemp(path.join(tmpdir(), 'patchbay-disk-'));
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
  if (mounted) {
    const victim = await startServed(disk);
    const first = await victim.call('presets.save', { name: 'before', text });
    const id = first.ok ? z.object({ id: z.string() }).parse(first.output).id : '';
    const file = path.join(disk, 'presets', `${id.slice('own/'.length)}.patchbay.json`);
    const before = await readFile(file, 'utf8');
    await writeFile(path.join(disk, 'ballast'), Buffer.alloc(4_000_000)).catch(() => {});
    const long = JSON.stringify({ ...JSON.parse(text), notes: 'x'.repeat(50_000) });
    expectCode(
      await victim.call('presets.save', { name: 'after', text: long, replace: id }),
      'diskFull',
      'saving on a full disk',
    );
    expectCode(await victim.call('presets.save', { name: 'new', text: long }), 'diskFull', 'saving one more on a full disk');
    const keep = { window: victim.window, key: 'k', name: 'n', saved: null, text: long, file: null };
    expectCode(await victim.call('recovery.keep', keep), 'diskFull', 'keeping a copy on a full disk');
    if ((await readFile(file, 'utf8')) !== before) losses.push('what was saved before the disk was full has changed');
    if (!victim.alive) losses.push('the server has ended over a full disk');
    const left = (await readdir(path.join(disk, 'presets'))).filter((name) => name !== path.basename(file));
    if (left.length > 0) losses.push(`a half-written file is left: ${left}`);
    await victim.kill();
    await run('umount', [disk]);
  } else said.push('a full disk: not tried, this machine mounts none');
  await rm(disk, { recursive: true, force: true });

  // Root may write everything: another user is asked.
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-readonly-'));
  await mkdir(path.join(home, 'presets'));
  await chmod(home, 0o777);
  await writeFile(path.join(home, 'presets', 'mine.patchbay.json'), text);
  await chmod(path.join(home, 'presets'), 0o755);
  try {
    const victim = await startServed(home, [], 65_534);
    expectCode(
      await victim.call('presets.save', { name: 'new', text }),
      'noWritePermission',
      'saving in a folder that can only be read',
    );
    expectCode(
      await victim.call('presets.save', { name: 'new', text, replace: 'own/mine' }),
      'noWritePermission',
      'replacing a file that can only be read',
    );
    if ((await readFile(path.join(home, 'presets', 'mine.patchbay.json'), 'utf8')) !== text)
      losses.push('a protected file has changed');
    await victim.kill();
  } catch (error) {
    said.push(`a folder that can only be read: not tried (${error instanceof Error ? error.message.slice(0, 200) : error})`);
  }
  await rm(home, { recursive: true, force: true });
  return { said, losses };

  function expectCode(answer: Answer, code: string, what: string): void {
    const found = answer.ok ? 'done' : answer.code;
    said.push(`${what}: ${found}`);
    if (found !== code) losses.push(`${what}: ${found}, and not ${code}`);
  }
}
