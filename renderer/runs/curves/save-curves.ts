import { createElement, type ReactElement } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { type CodeOf, translate } from '../../../shared/i18n/i18n';
import { runsHost } from '../../editor/runs-store';
import { onPaper } from '../../figures/colours';
import { saveFile } from '../../host/files/save-file';
import { useUi } from '../../ui/ui';

import { axisLoss } from './axis';
import { CurvesFigure, type FigurePart } from './CurvesFigure';
import { MESSAGES } from './messages';
import type { RunMetrics } from './metrics';
import { curvesOf } from './series';
import { useCurveView } from './view';

interface Shown {
  readonly runs: readonly RunSummary[];
  readonly measured: readonly (readonly [string, RunMetrics])[];
  readonly colours: Readonly<Record<string, number>>;
}

/** The curves in view as a figure, in the light theme's colours. */
export function curvesFigure({ runs, measured, colours }: Shown): ReactElement {
  const { lang } = useUi.getState();
  const { per, logarithmic, smoothing, percent } = useCurveView.getState();
  const t = (code: CodeOf<typeof MESSAGES>) => translate(MESSAGES, code, {}, lang);
  const parts = (['loss', 'accuracy'] as const).flatMap((quantity): FigurePart[] => {
    const curves = curvesOf(measured, { quantity, per, smoothing });
    if (curves.curves.length === 0) return [];
    const format = (value: number) => (quantity === 'accuracy' ? axisLoss(value, true, lang) : axisLoss(value, percent, lang));
    return [{ quantity, title: t(quantity), along: t(per), curves, logarithmic: logarithmic && quantity === 'loss', format }];
  });
  return onPaper((colour) =>
    createElement(CurvesFigure, {
      parts,
      runs: runs.map(({ id, name }) => ({ id, name, colour: colour(`--run-${colours[id] ?? 0}`) })),
      words: { train: t('train'), validation: t('validation') },
      colours: { ink: colour('--ink'), muted: colour('--muted'), line: colour('--line') },
    }),
  );
}

/** Saves the metrics of runs as CSV. */
export async function saveCsv(ids: readonly string[]): Promise<void> {
  const { text } = await runsHost().call('reports.csv', { ids: [...ids] });
  await saveFile('curves', 'csv', text);
}
