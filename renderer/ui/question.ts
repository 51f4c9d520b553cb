import { create } from 'zustand';
import type { Messages, Values } from '../../shared/i18n/i18n';
import type { Issue } from '../../shared/i18n/issues';

/** One thing that is asked or told in the middle of the window. */
export interface Question {
  /** The texts of the codes below. */
  readonly words: Messages;
  readonly title: string;
  readonly values: Values;
  readonly text?: string;
  /** What is wrong with a file, place by place. */
  readonly issues?: readonly Issue[];
  /** The answers, the one that loses nothing first. */
  readonly answers: readonly string[];
  answer(code: string | undefined): void;
}

/** The question that waits for its answer. */
export const useQuestion = create<{ readonly question: Question | undefined }>(() => ({ question: undefined }));

/** Asks, and gives the code of the answer; `undefined` where the question was closed. */
export function ask<Code extends string>(
  question: Omit<Question, 'answer' | 'answers'> & { readonly answers: readonly Code[] },
): Promise<Code | undefined> {
  return new Promise((resolve) => {
    useQuestion.setState({
      question: {
        ...question,
        answer(code) {
          useQuestion.setState({ question: undefined });
          resolve(question.answers.find((candidate) => candidate === code));
        },
      },
    });
  });
}
