import { useProblems } from '../editor/fixes';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';
import { ProblemCard } from './ProblemCard';

/** The problems of the graph in view, errors first. */
export function ProblemList() {
  const t = useMessages(MESSAGES);
  const { problems } = useProblems();
  const ordered = [...problems].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return (
    <div className="problem-list">
      {ordered.length === 0 && <p className="problem-none">{t('none')}</p>}
      {ordered.map((problem) => (
        <ProblemCard key={`${problem.node ?? ''} ${problem.code} ${problem.param ?? ''}`} problem={problem} />
      ))}
    </div>
  );
}
