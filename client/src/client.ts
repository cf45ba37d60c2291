import { type AnswerError, type ApiError, errorOf, TransportError } from './errors';
import type { Given, Operation } from './operation';
import { pauseFor, sleep } from './pause';
import { laterOf, POSITION_HEADER } from './position';

/** Where the API is, and how it is asked. */
export interface ClientOptions {
  /** The server's address, such as `https://statistics.example`; `/graphql` is added unless it ends so. */
  readonly url: string;
  /** The token, or what gives it anew for each request. */
  readonly token: string | (() => string | Promise<string>);
  /** How often a request is tried again: after 429 as the server says, and queries also after 503 and a broken connection. 4 unless given. */
  readonly retries?: number;
  /** The longest pause between two tries; a server that asks for more ends the tries. 30,000 ms unless given. */
  readonly longestPauseMs?: number;
  /** The longest that one try may take. 60,000 ms unless given. */
  readonly timeoutMs?: number;
  /** What sends requests, in the place of the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** How one request is made. */
export interface RequestOptions {
  /** Ends the request, its pauses too. */
  readonly signal?: AbortSignal;
}

type Asked = Pick<Operation<unknown, unknown>, 'name' | 'kind' | 'text'>;

type Outcome =
  | { readonly data: unknown; readonly error?: undefined }
  | { readonly error: ApiError | TransportError; readonly retryAfter: string | null };

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
}

/** A client of the dialog statistics API. */
export class DialogStatistics {
  readonly #options: Required<ClientOptions>;
  readonly #url: string;
  /** How far what it has written is to be read back, where the server reads replicas. */
  #position: string | undefined;

  constructor(options: ClientOptions) {
    const { retries = 4, longestPauseMs = 30_000, timeoutMs = 60_000 } = options;
    this.#options = { fetch: (...args) => globalThis.fetch(...args), ...options, retries, longestPauseMs, timeoutMs };
    this.#url = `${options.url.replace(/(\/graphql)?\/*$/, '')}/graphql`;
  }

  /**
   * Answers an operation of this package, or one of the caller's own with its types.
   *
   * @throws ApiError, of the class of its code, where the API refuses or fails; TransportError where it gives no answer.
   */
  async request<Data, Variables>(operation: Operation<Data, Variables>, ...given: Given<Variables>): Promise<Data> {
    return this.send(operation, given[0]);
  }

  /** The same, with what ends it. */
  async send<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables?: Variables,
    { signal }: RequestOptions = {},
  ): Promise<Data> {
    for (let tried = 0; ; tried += 1) {
      const outcome = await this.#try(operation, variables, signal);
      if (outcome.error === undefined) return outcome.data as Data;
      const { error, retryAfter } = outcome;
      const pause = pauseFor(tried, retryAfter);
      const { retries, longestPauseMs } = this.#options;
      if (tried >= retries || pause > longestPauseMs || !mayTryAgain(operation.kind, error.status)) throw error;
      await sleep(pause, signal);
    }
  }

  async #try({ name, text }: Asked, variables: unknown, signal: AbortSignal | undefined): Promise<Outcome> {
    const { fetch, token, timeoutMs } = this.#options;
    const bearer = typeof token === 'string' ? token : await token();
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization: `Bearer ${bearer}`,
          ...(this.#position !== undefined && { [POSITION_HEADER]: this.#position }),
        },
        body: JSON.stringify({ query: text, operationName: name, variables }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      this.#position = laterOf(this.#position, response.headers.get(POSITION_HEADER));
      return readOutcome(response, await response.text());
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      const why = timeout.aborted ? `no answer within ${timeoutMs} ms` : 'the server can not be reached';
      return { error: new TransportError(`${why}: ${this.#url}`, undefined, { cause }), retryAfter: null };
    }
  }
}

/** A command that got no answer, or a 503, may have been carried out; what 429 refused was not. */
function mayTryAgain(kind: Asked['kind'], status: number | undefined): boolean {
  return status === 429 || (kind === 'query' && (status === undefined || status === 503));
}

function readOutcome({ status, headers }: Response, text: string): Outcome {
  const retryAfter = headers.get('retry-after');
  const answer = parse(text);
  // What is no answer of the API comes from something before it, such as a proxy.
  if (answer === undefined) {
    const error = new TransportError(`no answer of the API, but ${status}: ${text.slice(0, 200)}`, status);
    return { error, retryAfter };
  }
  const { data, errors } = answer;
  return errors && errors.length > 0 ? { error: errorOf(errors, status, data), retryAfter } : { data };
}

function parse(text: string): Answer | undefined {
  try {
    const answer = JSON.parse(text) as Answer | null;
    return answer && ('data' in answer || Array.isArray(answer.errors)) ? answer : undefined;
  } catch {
    return undefined;
  }
}
