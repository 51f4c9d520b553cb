import type { RunSummary } from '../../../shared/host/areas/runs';
import { Checkbox } from '../../ui/Checkbox';
import { useMessages } from '../../ui/language';
import { MenuItem } from '../../ui/Menu';
import { attempt } from '../../ui/run';
import { Segments } from '../../ui/Segments';
import { FigureMenu } from '../FigureMenu';
import { MESSAGES } from './messages';
import type { RunMetrics } from './metrics';
import { curvesFigure, saveCsv } from './save-curves';
import { useCurveView } from './view';

interface Props {
  readonly runs: readonly RunSummary[];
  readonly measured: readonly (readonly [string, RunMetrics])[];
  readonly colours: Readonly<Record<string, number>>;
}

/** The options of the chart, and its exports. */
export function Toolbar({ runs, measured, colours }: Props) {
  const t = useMessages(MESSAGES);
  const { per, logarithmic, smoothing, percent } = useCurveView();
  return (
    <div className="dock-tools">
      <Segments
        label={t('per')}
        value={per}
        options={[
          ['epoch', t('per.epoch')],
          ['batch', t('per.batch')],
        ]}
        onChange={(value) => useCurveView.setState({ per: value })}
      />
      <Segments
        label={t('scale')}
        value={logarithmic ? 'log' : 'linear'}
        options={[
          ['linear', t('scale.linear')],
          ['log', t('scale.log')],
        ]}
        onChange={(value) => useCurveView.setState({ logarithmic: value === 'log' })}
      />
      <label className="dock-range">
        {t('smoothing')}
        <input
          type="range"
          min={0}
          max={0.99}
          step={0.01}
          value={smoothing}
          onChange={({ currentTarget }) => useCurveView.setState({ smoothing: Number(currentTarget.value) })}
        />
        <output>{smoothing.toFixed(2)}</output>
      </label>
      <Checkbox
        className="dock-check"
        title={t('percent.help')}
        checked={percent}
        onChange={(shown) => useCurveView.setState({ percent: shown })}
      >
        {t('percent')}
      </Checkbox>
      <FigureMenu
        name={namesOf(runs)}
        t={t}
        figure={() => curvesFigure({ runs, measured, colours })}
        more={<MenuItem onSelect={() => void attempt(() => saveCsv(runs.map(({ id }) => id)))}>{t('csv')}</MenuItem>}
      />
    </div>
  );
}

/** The names of the runs, as the name of a file. */
const namesOf = (runs: readonly RunSummary[]): string =>
  runs
    .map(({ name }) => name)
    .join(', ')
    .slice(0, 120);
