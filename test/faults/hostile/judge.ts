import { PROJECT } from '../../helpers/cli';
import { type Outcome, shown } from './send';

/** The codes that callers may rely on: ours, and Apollo's for the protocol. */
const CODES: ReadonlySet<string> = new Set([
  ...['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT'],
  ...['LIMIT_EXCEEDED', 'QUERY_TOO_COMPLEX', 'TIMEOUT', 'OVERLOADED'],
  ...['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE'],
  ...['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'],
]);

/** The only faults: for a while there is too much to do. */
const OF_OVERLOAD: ReadonlySet<string> = new Set(['LIMIT_EXCEEDED', 'TIMEOUT', 'OVERLOADED']);

/** What tells of our inside. None of it is in what requests say, for errors may repeat that. */
const LEAKS = [
  PROJECT,
  /\bnode_modules\b|\bnode:internal\b|\bat \S+ \(\S+:\d+:\d+\)|\.[jt]s:\d+/,
  /\bdialog_(?!statistics)\w+|\baccount_id\b|\bjsonb?_\w+\(|::bigint|\$\d+\b.*\bFROM\b/,
  /syntax error at or near|invalid input syntax|out of range for type|invalid byte sequence|unsupported Unicode escape/i,
  /violates|relation "|column "|operator does not exist|could not determine|pg_catalog|\bSQLSTATE\b/i,
  /Cannot read propert|is not a function|Maximum call stack|Unexpected token .* in JSON/,
];

/** What is wrong with an answer; undefined for nothing. */
export function faultOf(outcome: Outcome, longest: number): string | undefined {
  const { request, status, type, body, milliseconds } = outcome;
  const errors = errorsIn(type, body);
  const fault =
    status < 200 || status > 599
      ? 'no status of HTTP'
      : errors === 'not JSON'
        ? 'JSON that is none'
        : (faultOfErrors(status, errors) ?? leakIn(type, body));
  const late = milliseconds > longest ? `it took ${Math.round(milliseconds)} ms` : undefined;
  const told = fault ?? late;
  return told && `${told}: ${status} ${body.slice(0, 600)}\n  of ${request.kind} ${shown(request)}`;
}

/** How an answer is counted. */
export function nameOf({ status, type, body }: Outcome): string {
  const errors = errorsIn(type, body);
  const codes = errors === 'not JSON' ? [] : [...new Set(errors.map(({ extensions }) => extensions?.code ?? 'none'))];
  return [status, ...codes.sort()].join(' ');
}

interface AnsweredError {
  readonly message?: unknown;
  readonly extensions?: { readonly code?: string; readonly stacktrace?: unknown };
}

function errorsIn(type: string, body: string): readonly AnsweredError[] | 'not JSON' {
  if (!/\bjson\b/.test(type) || body === '') return [];
  try {
    const answer: unknown = JSON.parse(body);
    const answers = (Array.isArray(answer) ? answer : [answer]) as { errors?: AnsweredError[] }[];
    return answers.flatMap((each) => each?.errors ?? []);
  } catch {
    return 'not JSON';
  }
}

function faultOfErrors(status: number, errors: readonly AnsweredError[]): string | undefined {
  for (const { message, extensions } of errors) {
    if (typeof message !== 'string' || message === '') return 'an error that says nothing';
    if (!CODES.has(extensions?.code ?? '')) return `the code ${extensions?.code}`;
    if (extensions?.stacktrace !== undefined) return 'a stack';
  }
  if (status < 500) return undefined;
  const isOverload =
    status === 503 && errors.length > 0 && errors.every(({ extensions }) => OF_OVERLOAD.has(extensions!.code!));
  return isOverload ? undefined : 'a fault of ours';
}

/** Of what is no page of ours: those name files that browsers are to load. */
function leakIn(type: string, body: string): string | undefined {
  if (/html|javascript|openmetrics|version=0\.0\.4/.test(type)) return undefined;
  const errors = errorsIn(type, body);
  const text = errors === 'not JSON' || /json/.test(type) ? JSON.stringify(errors) : body;
  const leak = LEAKS.find((each) => (typeof each === 'string' ? text.includes(each) : each.test(text)));
  return leak && `it tells of our inside (${leak})`;
}
