import { parseRfc3339, toIso } from '../../src/instant';
import { emptyMarks } from '../../src/summaries/worker';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';
import { assign, become, moment, reply, type Story, say, tell } from './story';

const api = servedApi(serveTestApi);
const HOUR = 3600;
let account: TestAccount;
let token: string;
let A: number;
let B: number;

/** The seconds of a moment after the beginning of all stories. */
const at = (text: string) => (parseRfc3339(text)! - moment(0)) / 1e6;

/** The plain inbox works by hours of Kyiv; the second has them switched off, the third has none. */
async function setHours(): Promise<void> {
  const { pool } = api.database;
  await pool.query(`
    CREATE TABLE IF NOT EXISTS working_hours (id bigserial PRIMARY KEY, inbox_id bigint, account_id bigint,
      day_of_week int NOT NULL, closed_all_day boolean, open_hour int, open_minutes int, close_hour int,
      close_minutes int, open_all_day boolean);
    ALTER TABLE inboxes ADD COLUMN IF NOT EXISTS working_hours_enabled boolean DEFAULT false,
      ADD COLUMN IF NOT EXISTS timezone varchar DEFAULT 'UTC'`);
  await pool.query(
    `INSERT INTO working_hours (inbox_id, account_id, day_of_week, closed_all_day, open_hour, open_minutes, close_hour,
      close_minutes, open_all_day)
    SELECT inbox, $1, day, day = 6, CASE day WHEN 0 THEN 0 ELSE 9 END, 0, CASE day WHEN 0 THEN 6 ELSE 18 END, 0, false
    FROM unnest($2::bigint[]) inbox, generate_series(0, 6) day`,
    [account.id, [account.inbox, account.botInbox]],
  );
  await pool.query(
    `UPDATE inboxes SET timezone = 'Europe/Kyiv', working_hours_enabled = id <> $1 WHERE account_id = $2`,
    [account.botInbox, account.id],
  );
}

/** Tuesday, 5 March 2024, 17:00 in Kyiv, until the next day at 10:00: an hour in the evening, one in the morning. */
const EVENING = at('2024-03-05T15:00:00Z');
const MORNING = at('2024-03-06T08:00:00Z');
const overNight = (inboxId: number, agent: number): Story => [
  { seconds: EVENING, inboxId, assigneeId: agent },
  [EVENING, say()],
  [MORNING, reply(agent)],
  [MORNING + HOUR, assign(null)],
  [MORNING + 2 * HOUR, become('resolved')],
];

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 2, contacts: 4 });
  [A, B] = account.agents as [number, number];
  token = await api.makeToken(account.id, 'reader');
  // Sunday, 31 March, 0:00 to 12:00 in Kyiv, where the clock goes from 3:00 to 4:00: of 0:00 to 6:00 five hours.
  const [from, to] = [at('2024-03-30T22:00:00Z'), at('2024-03-31T09:00:00Z')];
  await tell(
    api,
    account,
    overNight(account.inbox, A),
    overNight(account.botInbox, B),
    overNight(account.idleBotInbox, B),
    [{ seconds: from, assigneeId: A }, [from, say()], [to, reply(A)], [to + HOUR, become('resolved')]],
  );
});

const FIELDS = `firstResponse { meanSeconds } wait { meanSeconds } reply { meanSeconds } duration { meanSeconds }
  handling { sample meanSeconds } measures(names: ["firstResponse", "assignedSeconds"]) { values { value sample } }
  byAgent(orderBy: NAME) { assignedSeconds firstResponse { meanSeconds } reply { meanSeconds } handling { meanSeconds } }
  overTime(unit: DAY) { firstResponseMeanSeconds }`;

async function ask(period: object, inbox: number | null, workingHours = true) {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter, $hours: Boolean!) {
    statistics(period: $period, timeZone: "Europe/Kyiv", filter: $filter, workingHours: $hours) { ${FIELDS} } }`;
  const filter = inbox === null ? {} : { inbox: [String(inbox)] };
  return (await dataOf(api.ask(token, query, { period, filter, hours: workingHours }))).statistics;
}

const NIGHT = { from: toIso(moment(0)), to: toIso(moment(2 * 86_400)) };
const SPRING = { from: '2024-03-30T22:00:00Z', to: '2024-03-31T21:00:00Z' };
const mean = (seconds: number) => ({ meanSeconds: seconds });

/** What is answered where the reply took so long, the agent was assigned and the dialog lasted so much longer. */
const answers = (responded: number, assigned: number, lasted: number) => ({
  ...{ firstResponse: mean(responded), wait: mean(responded), reply: mean(responded), duration: mean(lasted) },
  handling: { sample: 1, meanSeconds: assigned },
  measures: [{ values: [{ value: responded, sample: 1 }, expect.objectContaining({ value: assigned })] }],
  byAgent: [
    { assignedSeconds: assigned, firstResponse: mean(responded), reply: mean(responded), handling: mean(assigned) },
  ],
  overTime: expect.arrayContaining([{ firstResponseMeanSeconds: responded }]),
});

test('a host without working hours counts all the time', async () => {
  expect(await ask(NIGHT, account.inbox)).toEqual(answers(17 * HOUR, 18 * HOUR, 19 * HOUR));
});

describe('of a host with working hours', () => {
  beforeAll(setHours);

  test('over a night only the working hours of the inbox count, by its own clock', async () => {
    expect(await ask(NIGHT, account.inbox)).toEqual(answers(2 * HOUR, 3 * HOUR, 4 * HOUR));
  });

  test('the same once all is summarised', async () => {
    const before = await ask(NIGHT, null);
    await emptyMarks(api.database);
    expect(await ask(NIGHT, null)).toEqual(before);
  });

  test('unless nobody asks for them', async () => {
    expect(await ask(NIGHT, account.inbox, false)).toEqual(answers(17 * HOUR, 18 * HOUR, 19 * HOUR));
  });

  test('a shift over a change of the clock is as long as the clock makes it', async () => {
    expect(await ask(SPRING, null)).toEqual(answers(5 * HOUR, 5 * HOUR, 5 * HOUR));
    expect(await ask(SPRING, null, false)).toEqual(answers(11 * HOUR, 12 * HOUR, 12 * HOUR));
  });

  test.each(['botInbox', 'idleBotInbox'] as const)(
    'all the time counts where they are off or none: %s',
    async (inbox) => {
      expect(await ask(NIGHT, account[inbox])).toEqual(answers(17 * HOUR, 18 * HOUR, 19 * HOUR));
    },
  );

  test('of several inboxes each counts by its own', async () => {
    const { firstResponse, byAgent } = await ask(NIGHT, null);
    expect(firstResponse).toEqual(mean(((2 + 17 + 17) * HOUR) / 3));
    expect(byAgent).toMatchObject([
      { assignedSeconds: 3 * HOUR, handling: mean(3 * HOUR) },
      { assignedSeconds: 36 * HOUR, handling: mean(18 * HOUR) },
    ]);
  });
});
