import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from './ask';
import { ApiError, isWorthRetrying, retryDelay } from './errors';
import type { TypedDocumentString } from './operations';
import { useSession } from './session';

/** Keeps answers for as long as somebody may come back to their view; numbers are asked for anew after a minute. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // 'always': a browser's notion of being offline is often wrong, and a request tells better.
      queries: { staleTime: 60_000, retry: isWorthRetrying, retryDelay, networkMode: 'always' },
    },
  });
}

/** The longest time until what failed is asked for again, where it is asked for anew anyway; milliseconds. */
const AFTER_FAILURE = 60_000;

/** How an answer is asked for. */
export interface AnswerOptions {
  /** Milliseconds after which to ask again, while the page is seen. */
  readonly every?: number;
  readonly enabled?: boolean;
}

/** What a query of the page answers; what it answered before stays until there is something newer. */
export function useAnswer<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  options: AnswerOptions = {},
) {
  const { token } = useSession();
  return useFound([document.toString(), variables], (signal) => ask(token, document, variables, signal), options);
}

/** The same for what takes several requests. */
export function useFound<Result>(
  key: readonly unknown[],
  find: (signal: AbortSignal, token: string) => Promise<Result>,
  { every, enabled = true }: AnswerOptions = {},
) {
  const { token, signOut } = useSession();
  const query = useQuery<Result>({
    queryKey: [token, ...key],
    queryFn: ({ signal }) => find(signal, token),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: ({ state }) => every !== undefined && (state.error ? Math.min(every, AFTER_FAILURE) : every),
  });
  const { error } = query;
  useEffect(() => {
    if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') signOut({ refused: true });
  }, [error, signOut]);
  return query;
}
