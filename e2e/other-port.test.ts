import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { THOROUGH } from '../.ci/tallies';
import { type Host, hosted, startHost } from './support/host';

// A browser sends its cookies to every port of 127.0.0.1, and so to servers of other users of this machine.
describe('a server on another port of this machine', { timeout: 180_000, tags: THOROUGH, ...hosted('served') }, () => {
  let host: Host;

  beforeAll(async () => {
    host = await startHost();
  }, 180_000);

  afterAll(() => host?.close());

  it('receives the cookie, and has no use for it', async () => {
    const { page, sizes, close } = await host.open();
    await expect.poll(sizes).toEqual(['28×28×1']);
    const address = new URL(page.url());
    expect([address.pathname, address.search, address.hash]).toEqual(['/', '', '']);

    let received = '';
    const other = createServer(({ headers }, response) => {
      received = JSON.stringify(headers);
      response.end('another server');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const bound = other.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    const visit = await page.context().newPage();
    await visit.goto(`http://127.0.0.1:${port}/`);
    other.close();
    const [, cookie = ''] = /"cookie":"([^"]+)"/.exec(received) ?? [];
    expect(cookie).toContain(`patchbay-${address.port}=`);
    const key = (await page.evaluate(() => localStorage.getItem('patchbay.key'))) ?? '';
    expect(key.length).toBeGreaterThan(20);
    expect(received).not.toContain(key);
    const opened = await new Promise((resolve) => {
      const socket = new WebSocket(`ws://${address.host}/host`, ['patchbay'], { headers: { cookie, origin: address.origin } });
      socket.once('open', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    expect(opened).toBe(false);

    // The page and another tab have the key, after a reload as well.
    await page.reload();
    await expect.poll(sizes).toEqual(['28×28×1']);
    await visit.goto(address.origin);
    await expect.poll(() => visit.getByTestId(/^rf__node-/).count()).toBe(1);
    await close();
  });
});
