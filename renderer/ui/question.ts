import { create } from 'zustand';
import { type Lang, type Messages, translate, type Values } from '../../shared/i18n/i18n';
import type { Issue } from '../../shared/i18n/issues';

/** A question, or a fact to confirm, in the middle of the window. `Code` is a code of its messages. */
export interface Question<Code extends string, Answer extends Code> {
  readonly messages: Messages<Code>;
  readonly title: Code;
  readonly values: Values;
  readonly text?: Code;
  /** The faults of a file, place by place. */
  readonly issues?: readonly Issue[];
  /** The answers; the first one is safe. */
  readonly answers: readonly Answer[];
}

/** The question on screen, ready to be drawn in a language. */
export interface OpenQuestion {
  title(lang: Lang): string;
  text?(lang: Lang): string;
  readonly issues: readonly Issue[];
  readonly answers: readonly { readonly code: string; label(lang: Lang): string; choose(): void }[];
  /** Closes the question without an answer. */
  close(): void;
}

/** The question that waits for its answer. */
export const useQuestion = create<{ readonly question: OpenQuestion | undefined }>(() => ({ question: undefined }));

/** Asks, and resolves to the code of the answer, or to `undefined` if the question was closed. */
export function ask<Code extends string, Answer extends Code>(question: Question<Code, Answer>): Promise<Answer | undefined> {
  const { messages, title, values, text, issues = [], answers } = question;
  const label = (code: Code) => (lang: Lang) => translate(messages, code, values, lang);
  return new Promise((resolve) => {
    const answer = (code: Answer | undefined) => {
      useQuestion.setState({ question: undefined });
      resolve(code);
    };
    useQuestion.setState({
      question: {
        title: label(title),
        ...(text === undefined ? {} : { text: label(text) }),
        issues,
        answers: answers.map((code) => ({ code, label: label(code), choose: () => answer(code) })),
        close: () => answer(undefined),
      },
    });
  });
}
