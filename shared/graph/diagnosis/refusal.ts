import { LANGS, type Lang, type LocalizedText } from '../../i18n/i18n';
import { explainIssue } from '../../i18n/issues';
import { graphOf } from '../document';
import { parseDocument } from '../parse';
import { countOfProblem, diagnose, type KnownRun, problemMessage } from './diagnose';

/** The reason why a graph cannot be trained. */
export interface TrainingRefusal {
  readonly code: 'notADocument' | 'noGraph' | 'notTrainable';
  readonly values: Readonly<Record<string, string | LocalizedText>>;
}

/** The most errors in one message. */
const MOST_TOLD = 5;

const MORE: Readonly<Record<Lang, (n: number) => string>> = {
  en: (n) => (n === 1 ? 'There is 1 more.' : `There are ${n} more.`),
  es: (n) => (n === 1 ? 'Hay 1 más.' : `Hay ${n} más.`),
};

/**
 * Finds the reason why a graph cannot be trained: the text is not a document, has no such graph, or the graph has errors.
 * @param runs the runs that layers can take weights from; without it, the runs that layers name are not checked
 */
export function refusalOf(text: string, graphId: string, runs?: readonly KnownRun[]): TrainingRefusal | undefined {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    const told = (lang: Lang) => (issue ? `${issue.path} ${explainIssue(issue, lang)}`.trim() : '');
    return { code: 'notADocument', values: { issue: textOf(told) } };
  }
  const graph = graphOf(parsed.document, graphId);
  if (!graph) return { code: 'noGraph', values: { graph: graphId } };
  const { problems } = diagnose(parsed.document, graph, { fixes: false, runs });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  const more = errors.slice(MOST_TOLD).reduce((sum, problem) => sum + countOfProblem(problem), 0);
  const sentences = (lang: Lang) =>
    [
      ...errors.slice(0, MOST_TOLD).map((problem) => `${problem.node ?? ''}: ${problemMessage(problem, lang)}`),
      ...(more === 0 ? [] : [MORE[lang](more)]),
    ].join(' ');
  return { code: 'notTrainable', values: { graph: graph.id, problems: textOf(sentences) } };
}

function textOf(write: (lang: Lang) => string): LocalizedText {
  const [en, es] = LANGS.map(write);
  return { en: en ?? '', es: es ?? '' };
}
