import { useEffect, useState } from 'react';
import type { Call, In, Out } from '../../shared/host/api';
import { HostError } from '../../shared/host/errors';
import type { LocalizedText } from '../../shared/i18n/i18n';
import { runsHost } from '../editor/runs-store';

/** The state of a component's query of the host. */
export interface HostQuery<T> {
  /** The last answer, kept during the next query. */
  readonly value: T | undefined;
  readonly failed: LocalizedText | undefined;
  readonly waiting: boolean;
}

/**
 * Queries the host, and again whenever the input or `stamp` changes; an answer to an earlier query is dropped.
 * @param input nothing is queried while it is undefined
 * @param subject the thing that the query is about: an answer about another subject does not stay in view
 */
export function useHostQuery<K extends Call>(
  call: K,
  input: In<K> | undefined,
  subject = '',
  stamp: unknown = '',
): HostQuery<Out<K>> {
  const [state, setState] = useState<HostQuery<Out<K>> & { readonly subject: string }>(() => pending(subject));
  const key = input === undefined ? undefined : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal inputs are the same query.
  useEffect(() => {
    if (input === undefined) {
      setState({ ...pending<Out<K>>(subject), waiting: false });
      return undefined;
    }
    let wanted = true;
    setState((before) => (before.subject === subject ? { ...before, waiting: true } : pending(subject)));
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
  return state.subject === subject ? state : pending(subject);
}

const pending = <T>(subject: string): HostQuery<T> & { readonly subject: string } => ({
  subject,
  value: undefined,
  failed: undefined,
  waiting: true,
});
