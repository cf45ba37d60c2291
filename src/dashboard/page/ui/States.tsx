import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/errors';
import { en, type Key } from '../texts/en';
import { useTexts } from '../texts/useTexts';

/** The text that helps with an error: each code has one. */
export function errorKey(error: Error | null): Key {
  if (error && !(error instanceof ApiError)) return 'error.VIEW';
  const key = `error.${error?.code ?? 'OTHER'}`;
  return Object.hasOwn(en, key) ? (key as Key) : 'error.OTHER';
}

/** What went wrong, what helps, and a button to ask again. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTexts();
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div className="state" role="alert">
      <p className="state-title">{t('failed')}</p>
      <p>{t(errorKey(error))}</p>
      <details>
        <summary>{t('details')}</summary>
        <p className="state-details">
          {error instanceof ApiError && <code>{error.code}</code>} {error.message}
          {requestId && <span> · {t('requestId', { id: requestId })}</span>}
        </p>
      </details>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t('tryAgain')}
        </button>
      )}
    </div>
  );
}

/** Where there is nothing to show, and why that may be. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="state is-empty">{children}</p>;
}

interface AnsweredProps<Result> {
  readonly query: UseQueryResult<Result>;
  /** How much room the answer will take, in lines. */
  readonly lines?: number;
  readonly children: (answer: Result) => ReactNode;
}

/**
 * An answer; until it comes its shape, and in its place what went wrong. A newer one under way leaves the old one dim; one
 * that was there stays where it can't be had anew, and says so.
 */
export function Answered<Result>({ query, lines = 6, children }: AnsweredProps<Result>) {
  const { t } = useTexts();
  const { data, error, failureReason, isPlaceholderData } = query;
  const retry = () => void query.refetch();
  if (data === undefined && error) return <Failure error={error} onRetry={retry} />;
  if (data === undefined) {
    return (
      <div className="loading" aria-busy="true">
        <span className="sr-only">{t('loading')}</span>
        {failureReason && (
          <p className="loading-note" role="status">
            {t(errorKey(failureReason))} {t('tryingAgain')}
          </p>
        )}
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
          <span key={line} className="skeleton" />
        ))}
      </div>
    );
  }
  return (
    <div className={isPlaceholderData ? 'answered is-old' : 'answered'} aria-busy={isPlaceholderData}>
      {error && (
        <div className="note" role="status">
          {t('notRenewed')} {t(errorKey(error))}{' '}
          <button type="button" className="button is-quiet" onClick={retry}>
            {t('tryAgain')}
          </button>
        </div>
      )}
      {children(data)}
    </div>
  );
}
