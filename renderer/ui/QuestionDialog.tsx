import './dialog.css';
import './question.css';
import { AlertDialog } from 'radix-ui';
import { explainIssue } from '../../shared/i18n/issues';
import { Button } from './Button';
import { useLang, useMessages } from './language';
import { MESSAGES } from './messages';
import { type OpenQuestion, useQuestion } from './question';

/** The most faults of a file that are listed. */
const MOST_ISSUES = 50;

/** The question that waits for its answer, if there is one. */
export function QuestionDialog() {
  const question = useQuestion((state) => state.question);
  return question ? <Asked question={question} /> : null;
}

function Asked({ question }: { readonly question: OpenQuestion }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { title, text, issues, answers, close } = question;
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && close()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="dialog-ground" />
        <AlertDialog.Content className="popup dialog" aria-describedby={undefined}>
          <AlertDialog.Title>{title(lang)}</AlertDialog.Title>
          {text && <AlertDialog.Description>{text(lang)}</AlertDialog.Description>}
          {issues.length > 0 && (
            <dl className="dialog-issues">
              {issues.slice(0, MOST_ISSUES).map((issue) => (
                <div key={`${issue.path} ${issue.code}`}>
                  <dt>{issue.path || t('issue.whole')}</dt>
                  <dd>{explainIssue(issue, lang)}</dd>
                </div>
              ))}
            </dl>
          )}
          <div className="dialog-answers">
            {answers.map(({ code, label, choose }, index) => (
              <Button key={code} kind={index === 0 ? 'primary' : undefined} onClick={choose}>
                {label(lang)}
              </Button>
            ))}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
