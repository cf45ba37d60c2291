import type { ServerResponse } from 'node:http';

/** What a response tells when it becomes a stream: whatever bounds requests holds it no longer. */
const STREAMS = 'streams';

/** Runs `done` once: when the response closes, or becomes a stream. */
export function onceAnswered(response: ServerResponse, done: () => void): void {
  const once = () => {
    response.off('close', once);
    response.off(STREAMS, once);
    done();
  };
  response.once('close', once);
  response.once(STREAMS, once);
}

/** Tells that the response is a stream from now on. */
export function becomeStream(response: ServerResponse): void {
  response.emit(STREAMS);
}
