import { LANGS, type Lang, type LocalizedText } from '../../i18n/i18n';
import { explainIssue } from '../../i18n/issues';
import { graphOf } from '../document';
import { parseDocument } from '../parse';
import { countOfProblem, diagnose, type KnownRun, problemMessage } from './diagnose';

/** The reason why the graph of a text cannot be trained. */
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
 * Looks for what keeps a graph from being trained: a text that is no document, a graph that is not in it, or errors of the graph.
 * @param runs those that layers may take their weights from; those that layers name are not looked for without it
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
