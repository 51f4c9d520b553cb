import './problems.css';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { fixMessage, type Problem, problemMessage } from '../../shared/graph/diagnosis/diagnose';
import { canvas } from '../editor/controller';
import { edit } from '../editor/editor';
import { useProblems } from '../editor/fixes';
import { Button } from '../ui/Button';
import { useLang, useMessages } from '../ui/language';
import { showSide } from '../ui/ui';
import { MESSAGES } from './messages';

/** The number of fixes shown before "more" is clicked. */
const FIRST = 3;

/** A problem as a sentence, with a link to its place and a button for each fix. */
export function ProblemCard({ problem }: { readonly problem: Problem }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [all, setAll] = useState(false);
  const { problems, searching } = useProblems();
  // The node shows its problem at once; the fixes arrive a moment later, from a search.
  const found = problems.find(
    (other) => other.code === problem.code && other.node === problem.node && other.param === problem.param,
  );
  const fixes = (found ?? problems.find((other) => other.code === problem.code && other.node === problem.node) ?? problem).fixes;
  const shown = all ? fixes : fixes.slice(0, FIRST);
  const place = [problem.node ?? t('graph'), problem.param].filter((part) => part !== undefined).join(' · ');
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <section className="problem" data-severity={problem.severity} aria-label={t(problem.severity)}>
      <header>
        <Icon size={14} aria-label={t(problem.severity)} />
        <button type="button" className="problem-place" title={t('go', { place })} onClick={() => lead(problem)}>
          {place}
        </button>
      </header>
      <p>{problemMessage(problem, lang)}</p>
      {searching && fixes.length === 0 && <p className="problem-searching">{t('searching')}</p>}
      {fixes.length > 0 && (
        <div className="problem-fixes">
          {shown.map((fix) => (
            <Button key={JSON.stringify(fix.edits)} onClick={() => edit(fix.edits)}>
              {fixMessage(fix, lang)}
            </Button>
          ))}
          {fixes.length > shown.length && (
            <Button kind="quiet" onClick={() => setAll(true)}>
              {t('more', { n: fixes.length - shown.length })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** Goes to the place of a problem: the setting, or the node and its parameter. */
function lead({ node, param }: Problem): void {
  if (param?.startsWith('training')) showSide('training', param.split('.')[1]);
  else if (node !== undefined) {
    canvas()?.reveal(node);
    showSide('layer', param);
  }
}
