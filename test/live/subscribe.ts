import type { TestApi } from '../helpers/api';

/** An event of a stream. */
export interface StreamEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape that each test asks for.
  readonly data: any;
}

/** A stream as any client reads it, of a fetch. */
export interface Subscribed {
  readonly response: Response;
  /** The next event; undefined where the stream ends. Rejects where none comes within so many milliseconds. */
  next(milliseconds?: number): Promise<StreamEvent | undefined>;
  /** The next events until one is as wanted, which is the last. */
  until(isWanted: (event: StreamEvent) => boolean): Promise<StreamEvent[]>;
  close(): void;
}

const open = new Set<() => void>();

/** Closes what a test left open. */
export function closeStreams(): void {
  for (const close of open) close();
  open.clear();
}

/** Asks for a subscription by POST. */
export async function subscribe(
  api: Pick<TestApi, 'url'>,
  token: string,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Subscribed> {
  const leaving = new AbortController();
  open.add(() => leaving.abort());
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  });
  return { response, ...readStream(response.clone()), close: () => leaving.abort() };
}

/** Reads the events of a response. */
function readStream(response: Response): Pick<Subscribed, 'next' | 'until'> {
  const reader = response
    .body!.pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let text = '';
  const read = async (): Promise<StreamEvent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        if (block.startsWith(':')) continue;
        const [, event = '', data = ''] = /^event: (\w+)\ndata: ?(.*)$/.exec(block) ?? [];
        return { event, data: data === '' ? undefined : JSON.parse(data) };
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  };
  const next = async (milliseconds = 10_000) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no event within ${milliseconds} ms`)), milliseconds);
    });
    return Promise.race([read(), late]).finally(() => clearTimeout(timer));
  };
  return {
    next,
    async until(isWanted) {
      const events: StreamEvent[] = [];
      for (;;) {
        const event = await next();
        if (!event) throw new Error(`the stream ended after ${JSON.stringify(events)}`);
        events.push(event);
        if (isWanted(event)) return events;
      }
    },
  };
}
