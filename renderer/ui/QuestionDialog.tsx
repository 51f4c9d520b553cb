import './dialog.css';
import './question.css';
import { AlertDialog } from 'radix-ui';
import { explainIssue } from '../../shared/i18n/issues';
import { useLang, useWords } from './language';
import { WORDS } from './messages';
import { type Question, useQuestion } from './question';

/** The question that waits for its answer, if there is one. */
export function QuestionDialog() {
  const question = useQuestion((state) => state.question);
  return question ? <Asked question={question} /> : null;
}

function Asked({ question }: { readonly question: Question }) {
  const say = useWords(question.words);
  const own = useWords(WORDS);
  const lang = useLang();
  const { title, values, text, issues, answers } = question;
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && question.answer(undefined)}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="dialog-ground" />
        <AlertDialog.Content className="dialog" aria-describedby={undefined}>
          <AlertDialog.Title>{say(title, values)}</AlertDialog.Title>
          {text && <AlertDialog.Description>{say(text, values)}</AlertDialog.Description>}
          {issues && issues.length > 0 && (
            <dl className="dialog-issues">
              {issues.slice(0, 50).map((issue) => (
                <div key={`${issue.path} ${issue.code}`}>
                  <dt>{issue.path || own('issue.whole')}</dt>
                  <dd>{explainIssue(issue, lang)}</dd>
                </div>
              ))}
            </dl>
          )}
          <div className="dialog-answers">
            {answers.map((code, index) => (
              <button
                key={code}
                type="button"
                className="button"
                data-kind={index === 0 ? 'primary' : undefined}
                onClick={() => question.answer(code)}
              >
                {say(code)}
              </button>
            ))}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
