import { endpoint, headersOf } from './ask';
import type { TypedDocumentString } from './operations';

/** A stream that is silent for so long has lost its connection: the server says something every 12 seconds; milliseconds. */
const SILENT_FOR = 30_000;

/**
 * Asks for one of the page's subscriptions and gives each answer to `tell`, until the stream ends. Rejects where it can't be
 * had, breaks off or answers an error.
 */
export async function follow<Result, Variables>(
  token: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  tell: (result: Result) => void,
  signal: AbortSignal,
): Promise<void> {
  const silent = new AbortController();
  const headers = { ...headersOf(token), accept: 'text/event-stream' };
  const body = JSON.stringify({ query: document.toString(), variables });
  let timer = setTimeout(() => silent.abort(), SILENT_FOR);
  try {
    const response = await fetch(endpoint, {
      ...{ method: 'POST', headers, body, credentials: 'omit' },
      signal: AbortSignal.any([signal, silent.signal]),
    });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENT_FOR);
      const events = (text + value).split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const [, data] = /^event: next\ndata: (.*)/.exec(event) ?? [];
        if (data === undefined) continue;
        const answer = JSON.parse(data) as { data?: Result; errors?: { message: string }[] };
        if (!answer.data || answer.errors) throw new Error(answer.errors?.[0]?.message ?? 'no data');
        tell(answer.data);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
