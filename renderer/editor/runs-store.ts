import { create } from 'zustand';
import type { RunProgress, RunSummary } from '../../shared/host/areas/runs';
import type { Host } from '../../shared/host/client';
import { HostError } from '../../shared/host/errors';
import type { LocalizedText } from '../../shared/i18n/i18n';
import type { Connection } from '../host/connection';
import { notify } from '../ui/ui';
import { setKnownRuns } from './known-runs';

/** The number of run colours: as many as can be told apart in one chart. */
export const RUN_COLOURS = 8;

/** The runs of this machine, and the ones shown in this window. */
export interface Runs {
  /** The newest first; undefined until the host has answered. */
  readonly list: readonly RunSummary[] | undefined;
  /** The reason that the list could not be read. */
  readonly failed: LocalizedText | undefined;
  /** The progress of runs since the last list, by id. */
  readonly progress: Readonly<Record<string, RunProgress>>;
  /** The run in view, and the runs that it is compared with. */
  readonly view: string | undefined;
  readonly compared: readonly string[];
  /** The colour of each run in view or compared, from 0. */
  readonly colours: Readonly<Record<string, number>>;
  /** True while the machine is kept awake. */
  readonly awake: boolean;
}

export const useRuns = create<Runs>(() => ({
  list: undefined,
  failed: undefined,
  progress: {},
  view: undefined,
  compared: [],
  colours: {},
  awake: false,
}));

let current: Host | undefined;

/** The host of the runs. */
export function runsHost(): Host {
  if (!current) throw new Error('the window is not connected yet');
  return current;
}

/** True if the run occupies the engine: training or paused. */
export const isUnderWay = ({ status }: RunSummary): boolean => status === 'running' || status === 'paused';

/** True if the run ended early or never started, and can be resumed. */
export const isUnfinished = ({ status }: RunSummary): boolean =>
  status === 'interrupted' || status === 'failed' || status === 'stopped' || status === 'created';

/** The run with this id. */
export const runOf = ({ list }: Pick<Runs, 'list'>, id: string | undefined): RunSummary | undefined =>
  id === undefined ? undefined : list?.find((run) => run.id === id);

/** The run that occupies the engine, if any. */
export const runningOf = ({ list }: Runs): RunSummary | undefined => list?.find(isUnderWay);

/** The current progress of a run: its last event, or else the list's. */
export const progressOf = (state: Runs, run: RunSummary): RunProgress | undefined =>
  isUnderWay(run) ? (state.progress[run.id] ?? run.progress) : undefined;

/** The runs of a chart: the run in view, then the runs that it is compared with. */
export const shownOf = ({ view, compared }: Pick<Runs, 'view' | 'compared'>): readonly string[] =>
  view === undefined ? compared : [view, ...compared.filter((id) => id !== view)];

/** Starts following the host's runs. Call once, when the window is connected. */
export function startRuns(connection: Connection): void {
  const { host } = connection;
  current = host;
  host.on('runs.changed', () => void loadRuns());
  host.on('runs.progress', ({ id, progress }) => {
    const before = useRuns.getState().progress[id];
    useRuns.setState((state) => ({ progress: { ...state.progress, [id]: progress } }));
    const { notice, silent } = progress;
    if (before?.silent && !silent && notice) notify({ tone: 'info', text: (lang) => notice[lang] });
  });
  host.on('runs.keptAwake', ({ awake }) => useRuns.setState({ awake }));
  // Events were lost while the connection was down.
  connection.onState(() => connection.state() === 'open' && void loadRuns());
  void loadRuns();
}

let loading = false;
let again = false;

/** Reads the list of runs again. Calls during a read cause one more read. */
export async function loadRuns(): Promise<void> {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  try {
    const list = await runsHost().call('runs.list', {});
    useRuns.setState((state) => ({ list, failed: undefined, ...withoutGone(state, list) }));
    setKnownRuns(list.map((run) => ({ id: run.id, name: run.name, graph: run.graph.id, ...run.weights })));
    if (useRuns.getState().view === undefined && list[0]) viewRun((list.find(isUnderWay) ?? list[0]).id);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    // A lost connection has its own message; the known runs stay in view.
    if (error.code !== 'closed') useRuns.setState({ failed: error.text });
  } finally {
    loading = false;
    if (again) {
      again = false;
      void loadRuns();
    }
  }
}

/** Forgets runs that no longer exist. */
function withoutGone(state: Runs, list: readonly RunSummary[]): Partial<Runs> {
  const there = new Set(list.map(({ id }) => id));
  const view = state.view !== undefined && there.has(state.view) ? state.view : undefined;
  return painted(
    state.colours,
    view,
    state.compared.filter((id) => there.has(id)),
  );
}

/** Resumes a run from its last checkpoint. */
export async function resumeRun(id: string): Promise<void> {
  await runsHost().call('runs.resume', { id });
  viewRun(id);
}

/** Shows a run. */
export function viewRun(id: string): void {
  useRuns.setState((state) => painted(state.colours, id, state.compared));
}

/** Adds a run to the comparison, or removes it. */
export function compareRun(id: string, compared: boolean): void {
  useRuns.setState((state) => {
    const rest = state.compared.filter((other) => other !== id);
    return painted(state.colours, state.view, compared ? [...rest, id].slice(-(RUN_COLOURS - 1)) : rest);
  });
}

/** Shows runs; a run keeps its colour for as long as it is shown. */
function painted(
  before: Readonly<Record<string, number>>,
  view: string | undefined,
  compared: readonly string[],
): Pick<Runs, 'view' | 'compared' | 'colours'> {
  const shown = [...new Set([...(view === undefined ? [] : [view]), ...compared])];
  const kept = shown.flatMap((id) => (before[id] === undefined ? [] : [[id, before[id]] as const]));
  const colours: Record<string, number> = Object.fromEntries(kept);
  const taken = new Set(Object.values(colours));
  for (const id of shown) {
    if (colours[id] !== undefined) continue;
    const free = Array.from({ length: RUN_COLOURS }, (_, colour) => colour).find((colour) => !taken.has(colour)) ?? 0;
    colours[id] = free;
    taken.add(free);
  }
  return { view, compared, colours };
}
