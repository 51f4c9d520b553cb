import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Handlers } from '../../../shared/host/api';
import type { Hello, MenuSection } from '../../../shared/host/areas/app';
import type { FileRef } from '../../../shared/host/areas/file-ref';
import type { RunProgress, RunSummary } from '../../../shared/host/areas/runs';
import { hostError } from '../../../shared/host/errors';
import type { EventName, Payload } from '../../../shared/host/events';
import type { Transport } from '../../../shared/host/rpc/transport';
import { type Served, serve } from '../../../shared/host/serve';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { dataFolder, presetsFolder, recoveryFolder } from '../../files/places';
import { type StartEngine, startEngine } from '../engine-process';
import { createRecent } from '../recent';
import { type KeepAwake, systemAwake } from '../runs/keep-awake';
import { createLooker } from '../runs/model-inspector';
import { readPaper } from '../runs/paper';
import { startSupervisor } from '../runs/supervisor';
import { explainTo } from './errors';
import { createFiles, type Dialogs } from './files';
import { createHandles } from './handles';
import { createPreflight } from './preflight';
import { createPresets } from './presets';
import { createRecovery } from './recovery';
import { createReports } from './reports';
import { createRuns } from './runs';
import { createSetup } from './setup';
import { createViews } from './views';
import { createWindowRegistry } from './window-registry';

/** What a host is, besides what all hosts are. */
export interface HostOptions {
  readonly host: Hello['host'];
  readonly version: string;
  /** The folder of the presets that come with Patchbay. */
  readonly presets: string;
  readonly dialogs?: Dialogs;
  /** Documents to be opened in the first window. */
  readonly opened?: readonly string[];
  /** Told of every document that is opened or saved. */
  readonly onUsed?: (file: string) => void;
  /** Starts an engine's process; Node's own where none is given. */
  readonly startEngine?: StartEngine;
  /** Seconds of an engine's silence that are worth saying. */
  readonly silence?: number;
  /** Keeps the machine from sleeping; its system's own command where nothing is given. */
  readonly keepAwake?: KeepAwake;
  /** Told how training goes. */
  readonly training?: TrainingListener;
  /** The end of the host's log. */
  readonly readLog?: () => Promise<string>;
  /** Told what pages say of the windows that they are in. */
  readonly windows?: WindowListener;
  /** Told of errors that should not happen. */
  readonly report: (error: unknown) => void;
}

/** Who has windows of their own, and not a browser's: the desktop app. */
export interface WindowListener {
  /** A page's answer to `app.closing`. */
  onMayClose(page: Served, may: boolean): void;
  /** What the menu is to offer while this page is in front. */
  onMenu(page: Served, menu: readonly MenuSection[]): void;
}

/** Who shows outside the window how training goes: the task bar, and a message when a run ends. */
export interface TrainingListener {
  onProgress(progress: RunProgress): void;
  /** No run is under way any more, or another one has begun: a run has ended. */
  onEnded(run: RunSummary): void;
}

/** Everything that a page can ask for, for any number of pages. */
export interface HostServices {
  /** Serves a page, until its transport closes. */
  connect(transport: Transport): Served;
  /** Has documents opened: in the window that came last, or in the first that comes. */
  open(files: readonly string[]): void;
  /** Makes a file known to a page that a person gave it to. */
  adopt(file: string): FileRef;
  /** Tells every page of something that went wrong and cost nothing. */
  trouble(text: LocalizedText): void;
  /** Whether a run is under way or waits, which closing would stop at a checkpoint. */
  training(): boolean;
  /** To be called when no page is connected any more and the process is about to end. A run stops at a checkpoint first. */
  close(): Promise<void>;
}

/** How many documents are opened at once. */
const MOST_OPENED = 100;

/** Starts the services of a host on the user's data folder. */
export async function startHost(options: HostOptions): Promise<HostServices> {
  const folder = dataFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handles = createHandles();
  const recent = createRecent(folder);
  const presets = createPresets(options.presets, presetsFolder());
  const windows = createWindowRegistry(path.join(recoveryFolder(), 'windows'));
  const recovery = createRecovery(recoveryFolder(), windows);
  const files = createFiles(handles, recent, options.dialogs, options.onUsed ?? (() => {}));
  const explain = explainTo(options.report);
  const greeted = new Set<Served>();
  const tell = <E extends EventName>(event: E, payload: Payload<E>) => {
    for (const page of greeted) page.emit(event, payload);
  };
  const paperOf = await readPaper(options.presets);
  const startProcess = options.startEngine ?? startEngine;
  const supervisor = await startSupervisor({
    folder,
    startEngine: startProcess,
    keepAwake: options.keepAwake ?? systemAwake(),
    paperOf,
    silence: options.silence,
    refOf: handles.refOf,
    onChange: () => tell('runs.changed', {}),
    onProgress: (id, progress) => {
      tell('runs.progress', { id, progress });
      options.training?.onProgress(progress);
    },
    onEnd: (id) => {
      supervisor.read(id).then(({ summary }) => options.training?.onEnded(summary), options.report);
    },
    onAwake: (awake) => tell('runs.keptAwake', { awake }),
    report: options.report,
  });
  const runs = createRuns(supervisor, handles, recent);
  const looker = createLooker(startProcess);
  const views = createViews(supervisor, looker);
  const { close: endTrial, ...preflight } = createPreflight(startProcess);
  const reports = createReports(supervisor, paperOf, options.presets);
  const setup = createSetup({ folder, startEngine: startProcess, tell });
  let waiting = (options.opened ?? []).slice(0, MOST_OPENED);
  await recovery.clean();

  function connect(transport: Transport): Served {
    let window: string | undefined;
    /** Ends when other processes can see that the window is open. */
    let joined: Promise<void> = Promise.resolve();
    let open = true;
    const kept = new Set<string>();

    /** What is said of a window's work comes from that window. @throws HostError notGreeted */
    const refuseOther = (claimed: string) => {
      if (window === undefined || claimed !== window) throw hostError('notGreeted');
    };
    const greet = async (id: string) => {
      // A second greeting over one line would leave the first window counted for ever.
      if (window !== undefined) return refuseOther(id);
      if (!open) return;
      window = id;
      joined = windows.join(id);
      await joined;
      if (!open) return;
      greeted.add(served);
      served.emit('runs.keptAwake', { awake: supervisor.awake });
    };
    transport.onClose(() => {
      open = false;
      greeted.delete(served);
      if (window !== undefined) windows.part(window).catch(options.report);
    });

    const handlers: Handlers = {
      ...files,
      ...runs,
      ...views,
      ...preflight,
      ...reports,
      ...setup.handlers,
      'app.hello': async ({ window: id }) => {
        await greet(id);
        // What a page that has gone already was to open waits for the next one.
        const opened = open ? waiting.map(handles.refOf) : [];
        if (open) waiting = [];
        const { version, host } = options;
        return { version, host, platform: process.platform, nativeDialogs: options.dialogs !== undefined, opened };
      },
      'app.mayClose': async ({ may }) => {
        options.windows?.onMayClose(served, may);
        return {};
      },
      'app.log': async () => ({ text: (await options.readLog?.()) ?? '' }),
      'app.menu': async ({ sections }) => {
        options.windows?.onMenu(served, sections);
        return {};
      },
      'recent.list': async () =>
        (await recent.list()).map(({ path: file, at, missing }) => ({ ...handles.refOf(file), at, missing })),
      'recent.remove': async ({ handle }) => {
        await recent.remove(handles.pathOf(handle));
        return {};
      },
      'recent.clear': async () => {
        await recent.clear();
        return {};
      },
      'presets.list': () => presets.list(),
      'presets.save': ({ name, text, replace }) => presets.save(name, text, replace),
      'presets.remove': ({ id }) => presets.remove(id),
      'recovery.keep': async ({ file, ...copy }) => {
        refuseOther(copy.window);
        // Before, another process would take the copy for one of a window that is gone.
        await joined;
        kept.add(copy.key);
        await recovery.keep({ ...copy, path: file === null ? null : handles.pathOf(file) });
        return {};
      },
      'recovery.drop': async ({ window: id, key }) => {
        refuseOther(id);
        await recovery.drop(id, key);
        return {};
      },
      'recovery.leave': async ({ window: id }) => {
        refuseOther(id);
        await recovery.leave(id);
        return {};
      },
      'recovery.list': async ({ window: id }) => {
        refuseOther(id);
        const copies = await recovery.list(id, kept);
        return copies.map(({ path: file, ...copy }) => ({ ...copy, file: file === null ? null : handles.refOf(file) }));
      },
      'recovery.discard': async ({ window: id, key }) => {
        if (window === undefined) throw hostError('notGreeted');
        await recovery.discard(window, id, key);
        return {};
      },
    };
    const served = serve(transport, handlers, explain);
    return served;
  }

  return {
    connect,
    open: (paths) => {
      const last = [...greeted].at(-1);
      if (paths.length === 0) return;
      if (last) last.emit('files.opened', { files: paths.slice(0, MOST_OPENED).map(handles.refOf) });
      else waiting = [...waiting, ...paths].slice(0, MOST_OPENED);
    },
    adopt: handles.refOf,
    trouble: (text) => tell('app.trouble', { text }),
    training: () => supervisor.busy,
    close: async () => {
      looker.close();
      endTrial();
      await setup.close();
      await supervisor.close();
      await windows.close();
    },
  };
}
