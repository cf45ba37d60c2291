import { Client } from 'pg';
import { connectDatabase, type Database } from '../../../src/database/database';
import type { Status } from '../../../src/rulebook/words';
import type { Command, PostMessage } from '../../../src/write-side/commands';
import { createWriteSide } from '../../../src/write-side/service';
import { createAccount, type TestAccount } from '../../helpers/account';
import { createBareDatabase, type TestDatabase } from '../../helpers/database';
import { storeVisits, type Visit } from '../../helpers/visits';
import { type Act, AGENTS, CONTACTS, type Life, TEAMS } from './scenario';

/** A contact centre that scenarios are played in. */
export interface Centre {
  readonly account: TestAccount;
  readonly conversations: readonly number[];
}

/** A database that has the host's working hours as well. */
export async function createOfficeDatabase(): Promise<TestDatabase> {
  const { url, close } = await createBareDatabase(process.env.DIALOG_TEST_TEMPLATE!);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    ALTER TABLE inboxes ADD COLUMN IF NOT EXISTS working_hours_enabled boolean DEFAULT false,
      ADD COLUMN IF NOT EXISTS timezone varchar DEFAULT 'UTC';
    CREATE TABLE IF NOT EXISTS working_hours (
      id bigserial PRIMARY KEY, inbox_id bigint, account_id bigint, day_of_week integer NOT NULL,
      closed_all_day boolean DEFAULT false, open_hour integer, open_minutes integer, close_hour integer,
      close_minutes integer, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL,
      open_all_day boolean DEFAULT false)`);
  await client.end();
  const database = await connectDatabase(url);
  return {
    url,
    database,
    async close() {
      await database.close();
      await close();
    },
  };
}

/** Plays lives in a new account: by time, or each life to its end before the next one, the last one first. */
export async function settle(
  database: Database,
  lives: readonly Life[],
  { beginning, order }: { readonly beginning: number; readonly order: 'by time' | 'life by life' },
): Promise<Centre> {
  const account = await createAccount(database, { agents: AGENTS, teams: TEAMS, contacts: CONTACTS });
  await furnish(database, account);
  const writeSide = createWriteSide(database);
  const conversations = await writeSide.reserveConversationIds(lives.length);
  const played = lives.map((life, index) => play(life, account, conversations[index]!, beginning));
  await storeVisits(
    database,
    account.id,
    played.flatMap(({ visits }) => visits),
  );
  const commands =
    order === 'by time'
      ? played.flatMap((each) => each.commands).sort((a, b) => a.at! - b.at!)
      : [...played].reverse().flatMap((each) => each.commands);
  for (let from = 0; from < commands.length; from += 150) {
    await writeSide.executeBatch(account.id, commands.slice(from, from + 150));
  }
  return { account, conversations };
}

/** A messenger beside the two sites; one inbox that works by day, one about the clock on weekdays, and one always. */
async function furnish({ pool }: Database, { id, inbox, botInbox, idleBotInbox }: TestAccount): Promise<void> {
  await pool.query(`UPDATE inboxes SET channel_type = 'Channel::Telegram' WHERE id = $1`, [idleBotInbox]);
  await pool.query(`UPDATE inboxes SET working_hours_enabled = true, timezone = $2 WHERE id = $1`, [
    ...[inbox, 'Europe/Kyiv'],
  ]);
  await pool.query(`UPDATE inboxes SET working_hours_enabled = true, timezone = $2 WHERE id = $1`, [
    ...[botInbox, 'Australia/Lord_Howe'],
  ]);
  const rows = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
    [inbox, day, day === 0, false, 9, 15, 18, 0],
    [botInbox, day, day === 6, day === 3, 1, 30, 23, 45],
    [idleBotInbox, day, true, false, 9, 0, 10, 0],
  ]);
  await pool.query(
    `INSERT INTO working_hours (account_id, inbox_id, day_of_week, closed_all_day, open_all_day, open_hour,
       open_minutes, close_hour, close_minutes, created_at, updated_at)
     SELECT $1, (r->>0)::bigint, (r->>1)::int, (r->>2)::boolean, (r->>3)::boolean, (r->>4)::int, (r->>5)::int,
       (r->>6)::int, (r->>7)::int, now(), now() FROM jsonb_array_elements($2::jsonb) r`,
    [id, JSON.stringify(rows)],
  );
}

/** The commands of a life, and what is seen of the visitor. */
function play(life: Life, account: TestAccount, conversationId: number, beginning: number) {
  const { inbox, botInbox, idleBotInbox } = account;
  const inboxId = [inbox, botInbox, idleBotInbox][life.inbox]!;
  const contactId = account.contacts[life.contact]!;
  const agentAt = (place: number | null | undefined) => (place == null ? place : account.agents[place]!);
  const teamAt = (place: number | null | undefined) => (place == null ? place : account.teams[place]!);
  let at = beginning + life.start;
  let status: Status = life.status;
  const visits: Visit[] = [];
  const visit = () => {
    const seconds = life.visits[visits.length % life.visits.length]!;
    const session = `${conversationId}-${visits.length}`;
    visits.push({ contact: contactId, inbox: inboxId, session, from: at - 10e6, to: at + seconds * 1e6 });
  };
  if (status !== 'resolved') visit();
  const start: Command = {
    ...{ type: 'start-conversation', conversationId, inboxId, contactId, status, at },
    ...{ assigneeId: agentAt(life.agent) ?? null, teamId: teamAt(life.team) ?? null },
    ...{ startedBy: life.startedBy, startedOffline: life.startedOffline },
  };
  const post = (parts: Partial<PostMessage> & Pick<PostMessage, 'messageType'>): Command => ({
    ...{ type: 'post-message', conversationId, content: 'text', agentId: null, bot: false, private: false, at },
    ...parts,
  });
  const commandOf = (what: Act): Command => {
    switch (what.act) {
      case 'client':
        return post({ messageType: 'incoming' });
      case 'bot':
        return post({ messageType: 'outgoing', bot: true });
      case 'bot-user':
        return post({ messageType: 'outgoing', agentId: account.botUser });
      case 'reply':
        return post({ messageType: 'outgoing', agentId: agentAt(what.agent)! });
      case 'note':
        return post({ messageType: 'outgoing', agentId: agentAt(what.agent)!, private: true });
      case 'accept':
        return { type: 'accept-conversation', conversationId, agentId: agentAt(what.agent)!, at };
      case 'assign':
        return {
          ...{ type: 'assign-conversation', conversationId, at },
          ...('agent' in what ? { agentId: agentAt(what.agent) } : {}),
          ...('team' in what ? { teamId: teamAt(what.team) } : {}),
        };
      case 'status':
        return { type: 'set-conversation-status', conversationId, status: what.status, closedBy: what.closedBy, at };
      default:
        return post({ messageType: what.act });
    }
  };
  const commands = life.steps.flatMap(({ after, what }): Command[] => {
    if (what.act === 'accept' && status === 'resolved') return [];
    at += status === 'resolved' ? after * 20 : after;
    if (what.act === 'client' && status === 'resolved') visit();
    if (what.act === 'status') status = what.status;
    if (what.act === 'client' && status === 'snoozed') status = 'open';
    if ((what.act === 'client' || what.act === 'reply') && status === 'resolved') status = 'open';
    return [commandOf(what)];
  });
  return { commands: [start, ...commands], visits: visits.filter(({ from, to }) => to > from + 10e6) };
}
