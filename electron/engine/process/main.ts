import { constants, setPriority } from 'node:os';
import { RunError, textOf } from '../../run-folder/error';
import type { OnProgress } from '../backends/backend';
import type { Progress } from '../data/support/progress';
import { type FromEngine, type Task, toEngineSchema } from '../protocol/protocol';
import type { Command, Outcome } from '../run/loop';
import { carryOut } from '../session/session';
import type { Looker } from '../tasks/look';
import { Inbox } from './inbox';
import { type Port, parentPort } from './port';

/**
 * The engine's process: it performs one task, obeys commands between two steps, and ends with the task. When its parent ends, a run
 * stops at a checkpoint, to be resumed later.
 */
function serve(port: Port): void {
  const post = (message: FromEngine) => port.post(message);
  const inbox = new Inbox();
  let looker: Promise<Looker> | undefined;
  let training = false;
  let busy = false;

  // Ctrl-C in a terminal, and closing it, reach this process too; its parent decides what they mean, and the port closes when the
  // parent ends.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  port.onClose(() => {
    if (training) inbox.put({ type: 'stop', reason: new RunError('leftAlone').text });
    else process.exit(0);
  });
  port.onMessage((raw) => {
    const parsed = toEngineSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'question') {
      looker ??= import('../tasks/look').then(({ Looker }) => new Looker());
      return void look(message, looker, post);
    }
    // Downloads and tools that a task has started end with this process.
    if (message.type === 'stop' && busy && !training) process.exit(0);
    if (!isTask(message)) return inbox.put(commandOf(message));
    if (busy) return;
    busy = true;
    training = message.type === 'start';
    if (training) giveWay();
    void perform(message, inbox, post)
      .then((outcome) => post({ type: 'ended', ...outcome, peakMemory: process.resourceUsage().maxRSS * 1024 }))
      .catch((error: unknown) => post({ type: 'ended', state: 'failed', reason: textOf(error) }))
      // Messages are sent in the next turn of the event loop.
      .finally(() => setTimeout(() => process.exit(0), 10));
  });
  post({ type: 'listening' });
}

/**
 * Lowers the priority of a run, so that the window stays fluid while it computes. The library's threads start later, and inherit it.
 */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Training works at any priority.
  }
}

async function perform(task: Task, inbox: Inbox, post: (message: FromEngine) => void): Promise<Outcome> {
  const onProgress: OnProgress = ({ step, done, total }) =>
    post({ type: 'preparing', step, done, ...(total === undefined ? {} : { total }) });
  const onData = ({ file, done, total }: Progress) =>
    onProgress({ step: { en: file, es: file }, done, ...(total === undefined ? {} : { total }) });
  switch (task.type) {
    case 'start':
      return carryOut(task, { poll: inbox.poll, wait: inbox.wait, stopped: inbox.stopped, emit: post });
    case 'evaluate':
      post(await (await import('../tasks/evaluate')).evaluate({ ...task, onProgress }));
      break;
    case 'predict':
      post(await (await import('../tasks/predict')).predict({ ...task, onProgress }));
      break;
    case 'trial':
      post(await (await import('../tasks/trial')).trial({ ...task, onProgress }));
      break;
    case 'facts': {
      const [{ factsOf }, { openDataset }] = await Promise.all([import('../data/facts'), import('../data/open')]);
      post({ type: 'facts', facts: factsOf(await openDataset(task.dataset, task)) });
      break;
    }
    case 'look':
      // It ends with the port.
      return new Promise(() => {});
    case 'describe':
      post(await (await import('../tasks/describe')).describe());
      break;
    case 'obtain':
      post(await (await import('../tasks/describe')).obtain(task.what, onProgress, onData));
      break;
    case 'check': {
      const { refusalOf } = await import('../../../shared/graph/diagnosis/refusal');
      const refusal = refusalOf(task.document, task.graph, task.runs);
      post({ type: 'checked', ...(refusal ? { refusal } : {}) });
      break;
    }
    case 'measure':
      post(await (await import('../tasks/describe')).measure(onProgress));
      break;
    case 'adopt':
      post(await (await import('../tasks/describe')).adopt(task.folder));
  }
  return { state: 'finished' };
}

type Parsed = ReturnType<typeof toEngineSchema.parse>;

function isTask(message: Parsed): message is Task {
  return ['start', 'evaluate', 'predict', 'describe', 'obtain', 'look', 'trial', 'facts', 'adopt', 'measure', 'check'].includes(
    message.type,
  );
}

type Question = Parsed & { readonly type: 'question' };

async function look(
  { number, folder, look: what, input }: Question,
  looker: Promise<Looker>,
  post: (message: FromEngine) => void,
) {
  try {
    post({ type: 'answer', number, answer: await (await looker).answer(folder, what, input) });
  } catch (error) {
    post({ type: 'answer', number, answer: null, failed: textOf(error) });
  }
}

function commandOf(message: Exclude<Parsed, Task | Question>): Command {
  if (message.type !== 'intervene') return message;
  const { learningRate, epochs } = message;
  return {
    type: 'intervene',
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(epochs === undefined ? {} : { epochs }),
  };
}

serve(parentPort());
