import { useEffect, useState } from 'react';
import type { Call, In, Out } from '../../shared/host/api';
import { HostError } from '../../shared/host/errors';
import type { Text } from '../../shared/words/words';
import { runsHost } from '../editor/runs-store';

/** What the host answered to a question of a component. */
export interface Answer<T> {
  /** The last answer, which stays while the next one is on its way. */
  readonly value: T | undefined;
  readonly failed: Text | undefined;
  readonly waiting: boolean;
}

/**
 * Asks the host, and again whenever the question is another one or `stamp` changes; answers that come late are passed over.
 * @param input nothing is asked while it is undefined
 * @param subject what the question is about: an answer about another subject does not stay in view
 */
export function useAnswer<K extends Call>(call: K, input: In<K> | undefined, subject = '', stamp: unknown = ''): Answer<Out<K>> {
  const [state, setState] = useState<Answer<Out<K>> & { readonly subject: string }>(() => nothingOf(subject));
  const key = input === undefined ? undefined : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal question is the same question.
  useEffect(() => {
    if (input === undefined) {
      setState({ ...nothingOf<Out<K>>(subject), waiting: false });
      return undefined;
    }
    let wanted = true;
    setState((before) => (before.subject === subject ? { ...before, waiting: true } : nothingOf(subject)));
    runsHost()
      .call(call, input)
      .then(
        (value) => wanted && setState({ subject, value, failed: undefined, waiting: false }),
        (error: unknown) => {
          if (!(error instanceof HostError)) throw error;
          if (wanted) setState((before) => ({ ...before, failed: error.text, waiting: false }));
        },
      );
    return () => {
      wanted = false;
    };
  }, [call, key, subject, stamp]);
  return state.subject === subject ? state : nothingOf(subject);
}

const nothingOf = <T>(subject: string): Answer<T> & { readonly subject: string } => ({
  subject,
  value: undefined,
  failed: undefined,
  waiting: true,
});
