import { expect, it } from 'vitest';
import { Inbox } from './inbox';

it('gives commands in their order, to one who waits as well, and aborts its signal at the one to stop', async () => {
  const inbox = new Inbox();
  inbox.put({ type: 'pause' });
  inbox.put({ type: 'resume' });
  expect([inbox.poll(), await inbox.wait(), inbox.poll()]).toEqual([{ type: 'pause' }, { type: 'resume' }, undefined]);
  const next = inbox.wait();
  expect(inbox.stopped.aborted).toBe(false);
  inbox.put({ type: 'stop' });
  expect(inbox.stopped.aborted).toBe(true);
  expect(await next).toEqual({ type: 'stop' });
});
