import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { findDisagreements } from '../../src/check/run-checks';
import type { Database } from '../../src/database/database';
import { until, waiting } from '../capture/log';
import { type Answered, ask } from './serving';

/** Where writers write, by whom. */
export interface Target {
  /** The address of the server of this moment, which may be another than a moment ago; undefined before the first. */
  readonly url: () => string | undefined;
  readonly token: string;
  readonly conversations: readonly number[];
  readonly agents: readonly number[];
}

/** What writers were told of what they wrote. */
export class Ledger {
  /** Messages that were acknowledged: their ids by their contents. */
  readonly kept = new Map<string, number>();
  /** Events that were acknowledged. */
  readonly events: number[] = [];
  /** Messages of which nobody knows: the connection to the server, or the server's to the database, was cut. */
  readonly unknown = new Set<string>();
  /** Messages that were refused. */
  readonly refused = new Set<string>();
  /** Codes of refusals, and how often each was told. */
  readonly codes = new Map<string, number>();

  note(content: string | undefined, { data, codes }: Answered): void {
    for (const code of codes) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    if (codes.length > 0) {
      if (content !== undefined) (codes.includes('OVERLOADED') ? this.unknown : this.refused).add(content);
      return;
    }
    for (const { databaseId } of data.did.events) this.events.push(Number(databaseId));
    if (content !== undefined) this.kept.set(content, Number(data.did.message.databaseId));
  }
}

/** Clients that write until told to stop, each message with contents of its own. */
export interface Writers {
  readonly ledger: Ledger;
  stop(): Promise<void>;
}

let writer = 0;

/** Starts clients that post, assign, resolve and so reopen conversations, one after another, whatever is answered. */
export function startWriters(target: Target, clients: number): Writers {
  const ledger = new Ledger();
  const end = new AbortController();
  const running = Array.from({ length: clients }, async () => {
    writer += 1;
    const name = `writer ${writer}`;
    for (let turn = 0; !end.signal.aborted; turn += 1) {
      const url = target.url();
      if (url === undefined) {
        await setTimeout(20);
        continue;
      }
      const { mutation, content } = mutationOf(target, `${name}, ${turn}`, turn);
      try {
        ledger.note(content, await ask({ url, token: target.token }, `mutation { did: ${mutation} }`));
      } catch (error) {
        const isSent = ((error as Error).cause as { code?: string } | undefined)?.code !== 'ECONNREFUSED';
        if (isSent && content !== undefined) ledger.unknown.add(content);
        await setTimeout(20);
      }
    }
  });
  return {
    ledger,
    async stop() {
      end.abort();
      await Promise.all(running);
    },
  };
}

/** What a client does in one turn, and, of a message, its contents. */
function mutationOf({ conversations, agents }: Target, content: string, turn: number) {
  const conversation = conversations[Math.floor(Math.random() * conversations.length)];
  const agent = agents[turn % agents.length];
  const events = 'events { databaseId }';
  switch (turn % 4) {
    case 0:
      return { content, mutation: post(`type: INCOMING, content: "${content}"`) };
    case 1:
      return { content, mutation: post(`type: OUTGOING, agent: ${agent}, content: "${content}"`) };
    case 2:
      return {
        mutation: `assignConversation(input: { conversation: ${conversation}, agent: ${agent} }) { ${events} }`,
      };
    default:
      return {
        mutation: `setConversationStatus(input: { conversation: ${conversation}, status: RESOLVED }) { ${events} }`,
      };
  }
  function post(fields: string): string {
    return `postMessage(input: { conversation: ${conversation}, ${fields} }) { message { databaseId } ${events} }`;
  }
}

/** Nothing that was acknowledged is lost, nothing is doubled, nothing that was refused is there, and the log agrees. */
export async function expectKept(database: Database, accountId: number, ledgers: readonly Ledger[]): Promise<void> {
  await until(async () => (await waiting(database)) === 0, 60);
  const stored = await database.rows<{ content: string; ids: number[] }>(
    sql`SELECT content, array_agg(id ORDER BY id) AS ids FROM messages WHERE content LIKE 'writer %' GROUP BY content`,
  );
  const idsOf = new Map(stored.map(({ content, ids }) => [content, ids]));
  const wrong: string[] = [];
  for (const { kept, unknown, refused } of ledgers) {
    for (const [content, id] of kept) {
      if (String(idsOf.get(content)) !== String(id)) wrong.push(`${content}: ${id} kept, ${idsOf.get(content)} stored`);
    }
    for (const content of unknown) if ((idsOf.get(content)?.length ?? 0) > 1) wrong.push(`${content}: twice`);
    for (const content of refused) if (idsOf.has(content)) wrong.push(`${content}: refused, but stored`);
  }
  expect(wrong).toEqual([]);
  const events = ledgers.flatMap((ledger) => ledger.events);
  const [found] = await database.rows<{ count: number }>(
    sql`SELECT count(*) FROM ${database.events} WHERE id = ANY(${sql.param(events)}::bigint[])`,
  );
  expect(found!.count).toBe(new Set(events).size);
  expect(events).toHaveLength(new Set(events).size);
  expect(await findDisagreements(database, { accountId })).toEqual([]);
}
