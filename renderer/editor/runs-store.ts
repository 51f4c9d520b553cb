import { create } from 'zustand';
import type { RunProgress, RunSummary } from '../../shared/host/areas/runs';
import type { Host } from '../../shared/host/client';
import { HostError } from '../../shared/host/errors';
import type { LocalizedText } from '../../shared/i18n/i18n';
import type { Connection } from '../host/connection';
import { notify } from '../ui/ui';
import { setKnownRuns } from './known-runs';

/** How many colours runs have: as many can be told apart in one chart. */
export const RUN_COLOURS = 8;

/** The runs of this machine, and which of them this window looks at. */
export interface Runs {
  /** The newest first; undefined until the host has said. */
  readonly list: readonly RunSummary[] | undefined;
  /** Why the list could not be had. */
  readonly failed: LocalizedText | undefined;
  /** What runs say of themselves between two lists, by id. */
  readonly progress: Readonly<Record<string, RunProgress>>;
  /** The run in view, and those that it is compared with. */
  readonly view: string | undefined;
  readonly compared: readonly string[];
  /** The colour of each run in view or compared, from 0. */
  readonly colours: Readonly<Record<string, number>>;
  /** The machine is kept from sleeping. */
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

/** The host that has the runs. */
export function runsHost(): Host {
  if (!current) throw new Error('the window is not connected yet');
  return current;
}

/** Whether a run has the engine, be it at work or paused. */
export const isUnderWay = ({ status }: RunSummary): boolean => status === 'running' || status === 'paused';

/** Whether a run ended before it was done, or never began, and can be gone on with. */
export const isUnfinished = ({ status }: RunSummary): boolean =>
  status === 'interrupted' || status === 'failed' || status === 'stopped' || status === 'created';

/** The run of this id. */
export const runOf = ({ list }: Pick<Runs, 'list'>, id: string | undefined): RunSummary | undefined =>
  id === undefined ? undefined : list?.find((run) => run.id === id);

/** The run that has the engine, if one has. */
export const runningOf = ({ list }: Runs): RunSummary | undefined => list?.find(isUnderWay);

/** What a run does just now: its own last word, or the list's. */
export const progressOf = (state: Runs, run: RunSummary): RunProgress | undefined =>
  isUnderWay(run) ? (state.progress[run.id] ?? run.progress) : undefined;

/** The runs of a chart: the one in view, then those that it is compared with. */
export const shownOf = ({ view, compared }: Pick<Runs, 'view' | 'compared'>): readonly string[] =>
  view === undefined ? compared : [view, ...compared.filter((id) => id !== view)];

/** Begins to follow the host's runs. To be called once, when the window is connected. */
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
  // What happened while the connection was lost was told to nobody.
  connection.onState(() => connection.state() === 'open' && void loadRuns());
  void loadRuns();
}

let loading = false;
let again = false;

/** Reads the list of runs anew; calls while it is being read are one more reading. */
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
    // A lost connection says so by itself, and what is known stays in view.
    if (error.code !== 'closed') useRuns.setState({ failed: error.text });
  } finally {
    loading = false;
    if (again) {
      again = false;
      void loadRuns();
    }
  }
}

/** Lets go of runs that are not there any more. */
function withoutGone(state: Runs, list: readonly RunSummary[]): Partial<Runs> {
  const there = new Set(list.map(({ id }) => id));
  const view = state.view !== undefined && there.has(state.view) ? state.view : undefined;
  return painted(
    state.colours,
    view,
    state.compared.filter((id) => there.has(id)),
  );
}

/** Goes on with a run from its last checkpoint. */
export async function resumeRun(id: string): Promise<void> {
  await runsHost().call('runs.resume', { id });
  viewRun(id);
}

/** Brings a run into view. */
export function viewRun(id: string): void {
  useRuns.setState((state) => painted(state.colours, id, state.compared));
}

/** Compares a run with the one in view, or no longer. */
export function compareRun(id: string, compared: boolean): void {
  useRuns.setState((state) => {
    const rest = state.compared.filter((other) => other !== id);
    return painted(state.colours, state.view, compared ? [...rest, id].slice(-(RUN_COLOURS - 1)) : rest);
  });
}

/** The runs to be shown, each with its colour: it keeps the one that it has for as long as it is shown. */
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
