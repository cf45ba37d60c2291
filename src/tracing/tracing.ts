import type { Traceparent } from './traceparent';

/** What is told of a span beside its name: ids, counts and words of ours, never what a person wrote. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work with a beginning and an end, in the trace of what it is a part of. */
export interface Span {
  /** The id of its trace, in hexadecimal digits. */
  readonly traceId: string;
  tell(attributes: Attributes): void;
  /** Marks it as failed, by a stable code. */
  fail(code: string): void;
  /** Ends it: now, unless told when, in milliseconds since 1970. */
  end(at?: number): void;
}

export interface SpanOptions {
  /** What it is a part of: a span of this process or of a caller; undefined begins a trace. */
  readonly parent?: Span | Traceparent | undefined;
  readonly kind?: 'server' | 'client' | 'internal';
  readonly attributes?: Attributes;
  /** In milliseconds since 1970; undefined for now. */
  readonly startedAt?: number;
}

/** Where spans go. Undefined stands for no tracing everywhere. */
export interface Tracing {
  begin(name: string, options?: SpanOptions): Span;
  /** Sends what was not sent yet. Never rejects, and takes a few seconds at most. */
  close(): Promise<void>;
}
