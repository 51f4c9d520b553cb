import type { Handlers } from '../../../shared/host/api';
import { commandsOf } from '../report/commands';
import { curvesAsCsv } from '../report/csv';
import { report } from '../report/report';
import { readReportRun } from '../report/report-run';
import type { PaperOf } from '../runs/paper';
import type { Supervisor } from '../runs/supervisor';
import { queueStudy, studyInQueue } from '../study/in-queue';

/** The handlers of `reports.*`. */
export type ReportHandlers = Pick<Handlers, Extract<keyof Handlers, `reports.${string}`>>;

export function createReports(supervisor: Supervisor, paperOf: PaperOf, presets: string): ReportHandlers {
  const read = (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => readReportRun(await supervisor.folderOf(id), paperOf)));
  return {
    'reports.csv': async ({ ids }) => ({ text: curvesAsCsv(await read(ids)) }),
    'reports.html': async ({ ids, lang, title, captions }) => {
      const runs = await read(ids);
      const made = report(runs, { lang, title, captions, commands: commandsOf(runs) });
      return { text: made.html, captions: [...made.captions] };
    },
    'reports.plan': async (input) => {
      const trainings = await studyInQueue(supervisor, presets, input);
      return {
        trainings: trainings.map(({ item: { id, preset, from = null }, run }) => ({
          item: id,
          preset,
          from,
          run: run?.id ?? null,
        })),
      };
    },
    'reports.study': async (input) => ({ ids: [...(await queueStudy(supervisor, presets, input))] }),
  };
}
