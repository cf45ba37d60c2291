import { createTestDatabase, type TestDatabase } from '../helpers/database';

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await createTestDatabase();
});
afterAll(() => test_.close());

let dialogs = 0;

/** Writes a classification as no code of ours would; the constraint that refuses it, or 'taken'. */
async function write(kinds: string, columns: Record<string, unknown> = {}): Promise<string> {
  dialogs += 1;
  const row = {
    account_id: 1,
    dialog_id: dialogs,
    presence_known: true,
    reason: 'by hand',
    decided_at: 'now',
    ...columns,
  };
  const names = Object.keys(row);
  const insert = `INSERT INTO dialog_classifications (kinds, ${names}) VALUES ($1, ${names.map((_, place) => `$${place + 2}`)})`;
  return refusal(insert, [kinds, ...Object.values(row)]);
}

async function refusal(statement: string, values: unknown[] = []): Promise<string> {
  try {
    await test_.database.pool.query(statement, values);
    return 'taken';
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message: string };
    return constraint ?? message;
  }
}

const DEPARTED = { departed_at: '2024-03-05 10:00:00', waited_seconds: 60 };
const ALL = ['chat', 'offline', 'missed', 'bounce', 'rejected_invitation', 'skip'];

/** As rules §5 allow: offline alone, rejected alone, left in one way at most; any of them skipped. */
function isPossible(kinds: readonly string[]): boolean {
  const others = kinds.filter((kind) => kind !== 'skip');
  const has = (kind: string) => others.includes(kind);
  if (has('offline') || has('rejected_invitation')) return others.length === 1;
  return !(has('missed') && has('bounce'));
}

const SETS = Array.from({ length: 2 ** ALL.length }, (_, bits) => ALL.filter((_, place) => bits & (2 ** place)));

test('of all 64 sets the possible ones are taken, and no other', async () => {
  const taken: string[] = [];
  for (const kinds of SETS) if ((await write(`{${kinds}}`, DEPARTED)) === 'taken') taken.push(kinds.join());
  expect(taken).toEqual(SETS.filter(isPossible).map((kinds) => kinds.join()));
  expect(taken).toHaveLength(16);
});

test.each([
  ['offline with chat', '{chat,offline}', {}, 'dialog_classifications_offline_alone'],
  ['missed with bounce', '{missed,bounce}', DEPARTED, 'dialog_classifications_missed_or_bounce'],
  ['rejected with chat', '{chat,rejected_invitation}', {}, 'dialog_classifications_rejected_alone'],
  ['out of order', '{skip,chat}', {}, 'dialog_classifications_kinds_are_a_set'],
  ['one twice', '{chat,chat}', {}, 'dialog_classifications_kinds_are_a_set'],
  ['a null in it', '{chat,NULL}', {}, 'dialog_classifications_kinds_are_a_set'],
  ['a matrix', '{{chat},{skip}}', {}, 'dialog_classifications_kinds_are_a_set'],
  ['missed without a departure', '{missed}', { waited_seconds: 60 }, 'dialog_classifications_missed_by_presence'],
  ['missed without a wait', '{missed}', { departed_at: 'now' }, 'dialog_classifications_missed_by_presence'],
  [
    'missed by no presence',
    '{missed}',
    { ...DEPARTED, presence_known: false },
    'dialog_classifications_missed_by_presence',
  ],
  ['a kind that there is none of', '{undefined}', {}, 'invalid input value for enum dialog_kind: "undefined"'],
])('%s is refused', async (_, kinds, columns, constraint) => {
  expect(await write(kinds, columns)).toBe(constraint);
});

test('a dialog has one classification', async () => {
  expect(await write('{chat}', { dialog_id: 1_000_000 })).toBe('taken');
  expect(await write('{}', { dialog_id: 1_000_000 })).toBe('dialog_classifications_account_id_dialog_id_pk');
});

test.each([
  [-1, 'dialog_facts_bounce_timeout_bounded'],
  [0, 'taken'],
  [86_400, 'taken'],
  [86_401, 'dialog_facts_bounce_timeout_bounded'],
])('a bounce timeout of %i is %s', async (timeout, outcome) => {
  dialogs += 1;
  const insert = `INSERT INTO dialog_facts (account_id, dialog_id, started_by, started_status, bot_served, bounce_timeout)
    VALUES (1, $1, 'visitor', 0, false, $2)`;
  expect(await refusal(insert, [dialogs, timeout])).toBe(outcome);
});

test('presence does not end before it begins', async () => {
  const insert = `INSERT INTO dialog_presence (account_id, contact_id, session, online_from, last_sign_at, signs)
    VALUES (1, 1, 'page', '2024-03-05 10:00', $1, '{}')`;
  expect(await refusal(insert, ['2024-03-05 09:59:59.999999'])).toBe('dialog_presence_in_order');
  expect(await refusal(insert, ['2024-03-05 10:00'])).toBe('taken');
});
