/** An error as the API answers it. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly argument?: string; readonly requestId?: string };
}

/** What the API refused or could not do. The message says what would be right; `code` is stable. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';

  constructor(
    /** Such as `BAD_USER_INPUT`. */
    readonly code: string,
    /** All errors of the answer; the first gave the message and the code. */
    readonly errors: readonly AnswerError[],
    /** The status of the response. */
    readonly status: number,
    /** What was answered all the same: fields that failed are null. */
    readonly data: unknown = null,
  ) {
    super(errors[0]?.message ?? `the API answered ${status}`);
  }

  /** The argument at fault, where it is one. */
  get argument(): string | undefined {
    return this.errors[0]?.extensions?.argument;
  }

  /** The id under which the server has logged a failure of its own. */
  get requestId(): string | undefined {
    return this.errors[0]?.extensions?.requestId;
  }
}

/** No token, or one that is not known, has expired or was revoked. */
export class UnauthenticatedError extends ApiError {
  override readonly name = 'UnauthenticatedError';
}
/** The token may not do that. */
export class ForbiddenError extends ApiError {
  override readonly name = 'ForbiddenError';
}
/** The account has none such. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}
/** An argument, a variable or the document can't be right; see `argument`. */
export class BadInputError extends ApiError {
  override readonly name = 'BadInputError';
}
/** What was to be changed is not as the command needs it. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}
/** More was asked than one request, or the token, may ask. */
export class LimitError extends ApiError {
  override readonly name = 'LimitError';
}
/** The answer took too long, or the server was too busy to give it: to be tried again, or asked for less. */
export class BusyError extends ApiError {
  override readonly name = 'BusyError';
}
/** A failure of the server's own; it is logged under `requestId`. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError';
}

/** No answer of the API came: no connection, none in time, or something else answered. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    message: string,
    /** The status of what answered; undefined where nothing did. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const CLASSES: Readonly<Record<string, typeof ApiError>> = {
  UNAUTHENTICATED: UnauthenticatedError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  BAD_USER_INPUT: BadInputError,
  BAD_REQUEST: BadInputError,
  GRAPHQL_PARSE_FAILED: BadInputError,
  GRAPHQL_VALIDATION_FAILED: BadInputError,
  CONFLICT: ConflictError,
  QUERY_TOO_COMPLEX: LimitError,
  LIMIT_EXCEEDED: LimitError,
  TIMEOUT: BusyError,
  OVERLOADED: BusyError,
  INTERNAL_SERVER_ERROR: ServerError,
};

/** The error of an answer that has some, of the class of the first one's code. */
export function errorOf(errors: readonly AnswerError[], status: number, data: unknown): ApiError {
  const code = errors[0]?.extensions?.code ?? 'UNKNOWN';
  return new (CLASSES[code] ?? ApiError)(code, errors, status, data);
}
