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
import { asFileError } from '../../files/text-file';
import { type StartEngine, startEngine } from '../engine-process';
import { createRecent } from '../recent';
import { type KeepAwake, systemAwake } from '../runs/keep-awake';
import { createModelInspector } from '../runs/model-inspector';
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

/** Options that differ between the desktop and the served host. */
export interface HostOptions {
  readonly host: Hello['host'];
  readonly version: string;
  /** The folder of the presets that come with Patchbay. */
  readonly presets: string;
  readonly dialogs?: Dialogs;
  /** Documents to be opened in the first window. */
  readonly opened?: readonly string[];
  /** Called for every document that is opened or saved. */
  readonly onUsed?: (file: string) => void;
  /** Starts an engine's process (default: as a process of Node). */
  readonly startEngine?: StartEngine;
  /** Seconds without a message from the engine after which a notice is shown. */
  readonly silence?: number;
  /** Prevents the machine from sleeping (default: with its system's own command). */
  readonly keepAwake?: KeepAwake;
  /** Receives the progress of training. */
  readonly training?: TrainingListener;
  /** Reads the last part of the host's log. */
  readonly readLog?: () => Promise<string>;
  /** Receives messages of pages about their windows. */
  readonly windows?: WindowListener;
  /** Receives unexpected errors. */
  readonly report: (error: unknown) => void;
}

/** Messages of pages about their windows; only the desktop app has windows of its own. */
export interface WindowListener {
  /** A page's answer to `app.closing`. */
  onMayClose(page: Served, may: boolean): void;
  /** The menu to show while this page is in front. */
  onMenu(page: Served, menu: readonly MenuSection[]): void;
}

/** Shows training outside the window: in the task bar, and with a notification at the end of a run. */
export interface TrainingListener {
  onProgress(progress: RunProgress): void;
  /** A run has ended. */
  onEnded(run: RunSummary): void;
}

/** The services for any number of pages. */
export interface HostServices {
  /** Serves a page, until its transport closes. */
  connect(transport: Transport): Served;
  /** Opens documents in the newest window, or in the first one to come. */
  open(files: readonly string[]): void;
  /** Makes a file that the user dropped into a page known to the host. */
  adopt(file: string): FileRef;
  /** Shows a harmless error in every page. */
  trouble(text: LocalizedText): void;
  /** True if a run is in training or queued. Closing stops it at a checkpoint. */
  training(): boolean;
  /** Stops the active run at a checkpoint and ends the services. Call it when no page is connected any more. */
  close(): Promise<void>;
}

/** Maximum number of documents opened at once. */
const MOST_OPENED = 100;

/** Starts the services of a host on the user's data folder. */
export async function startHost(options: HostOptions): Promise<HostServices> {
  const folder = dataFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw asFileError(error, folder, 'write');
  });
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
  const inspector = createModelInspector(startProcess);
  const views = createViews(supervisor, inspector);
  const { close: endTrial, ...preflight } = createPreflight(startProcess);
  const reports = createReports(supervisor, paperOf, options.presets);
  const setup = createSetup({ folder, startEngine: startProcess, tell });
  let waiting = (options.opened ?? []).slice(0, MOST_OPENED);
  await recovery.clean();

  function connect(transport: Transport): Served {
    let window: string | undefined;
    /** Resolves when other processes can see that the window is open. */
    let joined: Promise<void> = Promise.resolve();
    let open = true;
    const kept = new Set<string>();

    /** Rejects calls on behalf of another window. @throws HostError notGreeted */
    const refuseOther = (claimed: string) => {
      if (window === undefined || claimed !== window) throw hostError('notGreeted');
    };
    const greet = async (id: string) => {
      // A second greeting on one channel would leave the first window registered forever.
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
        // Documents for a page that has already gone wait for the next page.
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
        // Otherwise, another process would take the copy for one of a closed window.
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
      inspector.close();
      endTrial();
      await setup.close();
      await supervisor.close();
      await windows.close();
    },
  };
}
