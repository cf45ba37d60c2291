import type { Socket } from 'node:net';
import { Client } from 'pg';
import { currentWork } from '../tracing/work';
import { type DatabaseActivity, statementKind } from './activity';

/** The connection of a client of `pg`, which its types don't tell of. */
interface Connected {
  readonly connection: { readonly stream: Pick<Socket, 'cork' | 'uncork'> };
}

type Callback = (error: Error | null | undefined, result: unknown) => void;

/** A client of `pg` that tells of each statement, whoever sends it, once it is answered. */
export function observedClient(activity: DatabaseActivity): typeof Client {
  return class extends Client {
    // biome-ignore lint/suspicious/noExplicitAny: pg's own has ten forms, which differ in their arguments only.
    override query(...args: any[]): any {
      sendAtOnce(this);
      const work = currentWork();
      const text: string = args[0]?.text ?? String(args[0]);
      const kind = statementKind(text);
      if (work && kind !== 'transaction') work.statements += 1;
      const [span, sentAt, began] = [work?.span, Date.now(), performance.now()];
      const tell = (error: Error | undefined) => {
        const milliseconds = performance.now() - began;
        activity.emit('statement', { text, kind, work, span, sentAt, milliseconds, error });
      };
      const callback = args.at(-1) as Callback;
      if (typeof callback === 'function') {
        const told: Callback = (error, result) => {
          tell(error ?? undefined);
          callback(error, result);
        };
        return super.query(...([...args.slice(0, -1), told] as Parameters<Client['query']>));
      }
      const answer = super.query(...(args as Parameters<Client['query']>)) as unknown;
      if (answer instanceof Promise) answer.then(() => tell(undefined), tell);
      return answer;
    }
  } as typeof Client;
}

/** What is sent before the event loop goes on leaves in one piece: what begins a transaction, with its first statement. */
function sendAtOnce(client: Client): void {
  const { stream } = (client as unknown as Connected).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
