import type { Client, QueryResult } from 'pg';
import { type Instant, parseTimestamp } from '../../../src/instant';
import type { HostAccount } from './account';
import { literal, type Statement, sqlOf } from './statements';

/** A transaction of the host, and what its application does after the commit, so many ticks later. */
export interface HostTransaction {
  readonly statements: readonly Statement[];
  readonly ends: 'commit' | 'rollback';
  /** Of the statements, those from one up to another are undone by a savepoint. */
  readonly undone?: readonly [from: number, to: number];
  readonly then?: readonly { readonly ticks: number; readonly transaction: HostTransaction }[];
}

/** Transactions, and how they interleave: which of those that could goes on at each tick, and how long a tick is. */
export interface History {
  readonly transactions: readonly HostTransaction[];
  readonly choices: readonly number[];
  /** Microseconds. */
  readonly gaps: readonly number[];
}

/** A statement that will be committed, at the moment that it ran. */
export interface Ran {
  readonly statement: Statement;
  readonly transaction: object;
  readonly at: Instant;
  /** The id of the row inserted, if one was. */
  readonly id: number | null;
  readonly idOf: (conversation: string) => number;
}

/** Hears of everything that becomes true in the host's database, in that order. */
export interface Listener {
  ran(ran: Ran): void;
  committed(transaction: object): void;
}

/** The host's database as its application's connections see it. */
export interface HostConnections {
  readonly clients: readonly Client[];
  readonly events: 'events' | 'reporting_events';
  readonly hasAttributes: boolean;
}

interface Open {
  readonly plan: HostTransaction;
  readonly client: Client;
  next: number;
  /** In which order it wrote first, and so got its transaction id. */
  age: number;
  readonly touched: Touched[];
  readonly created: Map<string, number>;
}

/**
 * What a statement takes hold of: 'all' of a conversation, by deleting it, its 'status', other 'columns', a 'mention', or
 * only a 'row' beside it.
 */
type Hold = 'all' | 'status' | 'columns' | 'mention' | 'row';
type Touched = { readonly conversation: string; readonly hold: Hold };

/** Plays histories in one account: several transactions at a time, each on a connection of its own. */
export class Player {
  now: Instant = parseTimestamp('2024-01-01 00:00:00');
  private ages = 0;
  readonly conversations = new Map<string, number>();

  constructor(
    private readonly host: HostConnections,
    readonly account: HostAccount,
    private readonly listener: Listener,
  ) {}

  /** Plays a history to its end: all its transactions and what follows from them. */
  async play(history: History): Promise<void> {
    const waiting = history.transactions.map((plan) => ({ plan, due: 0 }));
    const open: Open[] = [];
    for (let tick = 0; waiting.length > 0 || open.length > 0; tick += 1) {
      this.now += history.gaps[tick % history.gaps.length]!;
      const idle = this.host.clients.find((client) => !open.some((other) => other.client === client));
      // In the order of the list: the application begins its transactions as their time comes.
      const due = idle && waiting.find((later) => later.due <= tick);
      const movable = open.length + (due ? 1 : 0);
      if (movable === 0) continue;
      const chosen = history.choices[tick % history.choices.length]! % movable;
      if (chosen < open.length) {
        const transaction = open[chosen]!;
        if (transaction.next < transaction.plan.statements.length) await this.step(transaction, open, waiting, tick);
        else await this.end(transaction, open, waiting, tick);
      } else {
        waiting.splice(waiting.indexOf(due!), 1);
        await idle!.query('BEGIN');
        open.push({ plan: due!.plan, client: idle!, next: 0, age: 0, touched: [], created: new Map() });
      }
    }
  }

  private async step(transaction: Open, open: Open[], waiting: Waiting[], tick: number): Promise<void> {
    const { plan, client } = transaction;
    const statement = plan.statements[transaction.next]!;
    const touched = holdOf(statement);
    if (transaction.age === 0) {
      this.ages += 1;
      transaction.age = this.ages;
    }
    for (const other of open.filter((it) => it !== transaction)) {
      if (other.touched.some((held) => collide(held, touched, other.age < transaction.age))) {
        await this.end(other, open, waiting, tick);
      }
    }
    transaction.touched.push(touched);
    if (plan.undone?.[0] === transaction.next) await client.query('SAVEPOINT undone');
    const created = await this.run(transaction, statement);
    transaction.next += 1;
    if (plan.undone?.[1] === transaction.next) await client.query('ROLLBACK TO SAVEPOINT undone');
    if (created !== undefined && !this.isUndone(transaction, transaction.next - 1)) {
      transaction.created.set((statement as { conversation: string }).conversation, created);
    }
  }

  /** Returns the id of a conversation that it creates. */
  private async run(transaction: Open, statement: Statement): Promise<number | undefined> {
    const idOf = (name: string) => transaction.created.get(name) ?? this.conversations.get(name) ?? -1;
    const text = sqlOf(statement, {
      ...{ account: this.account, events: this.host.events, hasAttributes: this.host.hasAttributes },
      ...{ now: this.now, idOf },
    });
    const results = (await transaction.client.query(`SET host.now = ${literal(this.now)}; ${text}`)) as unknown;
    const { rows } = (results as QueryResult<{ id: number }>[]).at(-1)!;
    const id = rows[0]?.id ?? null;
    if (statement.do === 'write' && id === null) return undefined;
    if (!this.isUndone(transaction, transaction.next)) {
      const before = { ...Object.fromEntries(this.conversations), ...Object.fromEntries(transaction.created) };
      this.listener.ran({ statement, transaction, at: this.now, id, idOf: (name) => before[name] ?? -1 });
    }
    return statement.do === 'create' ? id! : undefined;
  }

  private isUndone({ plan }: Open, index: number): boolean {
    if (plan.ends === 'rollback') return true;
    return plan.undone !== undefined && plan.undone[0] <= index && index < plan.undone[1];
  }

  private async end(transaction: Open, open: Open[], waiting: Waiting[], tick: number): Promise<void> {
    const { plan, client, next } = transaction;
    open.splice(open.indexOf(transaction), 1);
    if (plan.undone && plan.undone[0] < next && next < plan.undone[1]) {
      await client.query('ROLLBACK TO SAVEPOINT undone');
    }
    await client.query(plan.ends);
    if (plan.ends === 'rollback') return;
    for (const [name, id] of transaction.created) this.conversations.set(name, id);
    this.listener.committed(transaction);
    for (const { ticks, transaction: later } of plan.then ?? []) waiting.push({ plan: later, due: tick + ticks });
  }
}

interface Waiting {
  readonly plan: HostTransaction;
  readonly due: number;
}

const ALL = '*';

function holdOf(statement: Statement): Touched {
  switch (statement.do) {
    case 'create':
      return { conversation: statement.conversation, hold: 'status' };
    case 'set':
      return { conversation: statement.conversation, hold: 'status' in statement.columns ? 'status' : 'columns' };
    case 'touch':
      return { conversation: statement.conversation, hold: 'columns' };
    case 'mention':
      return { conversation: statement.conversation, hold: 'mention' };
    case 'write':
    case 'log':
      return { conversation: statement.conversation, hold: 'row' };
    case 'set-all':
      return { conversation: ALL, hold: 'status' };
    case 'delete-all':
      return { conversation: ALL, hold: 'all' };
  }
}

/**
 * Whether what another transaction has hold of must end before this can run: for a lock; or, where a status begins or
 * ends a dialog, and for two messages, because only the commits would tell which came first. A row that an older
 * transaction wrote before is clear: it keeps its place however late it is committed.
 */
function collide(held: Touched, wanted: Touched, isOlder: boolean): boolean {
  if (held.conversation !== wanted.conversation && held.conversation !== ALL && wanted.conversation !== ALL)
    return false;
  if (held.hold === 'all' || wanted.hold === 'all') return true;
  if (wanted.hold === 'status') return held.hold === 'status' || held.hold === 'columns' || !isOlder;
  if (held.hold === 'status') return true;
  return held.hold === wanted.hold && (held.hold !== 'row' || !isOlder);
}
