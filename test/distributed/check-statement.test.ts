import { problemsOf } from './check-statement';
import type { Placements } from './placements';

const placements: Placements = {
  distributed: new Set(['dialogs', 'dialog_facts', 'dialog_stale']),
  reference: new Set(['inboxes']),
  local: new Set(['dialog_outbox', 'messages']),
  readByAccount: new Set(['messages']),
  withAccount: new Set(['dialogs', 'dialog_facts', 'dialog_stale', 'inboxes', 'dialog_outbox', 'messages']),
};

const DIALOGS = 'dialogs: of no one account';
const FACTS = 'dialog_facts f: of no one account';

const IN_ORDER: readonly (readonly [what: string, text: string])[] = [
  ['a parameter', 'SELECT id FROM dialogs WHERE account_id = $1'],
  ['a constant, cast', "SELECT id FROM dialogs d WHERE status = 0 AND '7'::bigint = d.account_id"],
  ['an alias, quoted', 'select "id" from "dialogs" where ("dialogs"."account_id" = $1 and "dialogs"."id" = $2)'],
  ['equal rows', 'SELECT id FROM dialogs WHERE (account_id, id) = ($1, $2)'],
  [
    'what a join makes equal',
    `SELECT f.* FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
      WHERE d.account_id = $1`,
  ],
  [
    'what a chain of joins makes equal, whatever stands first',
    `SELECT 1 FROM dialog_stale s JOIN dialog_facts f USING (account_id, dialog_id), dialogs d
      WHERE d.account_id = f.account_id AND s.account_id = $1`,
  ],
  [
    'the other side of an outer join',
    'SELECT 1 FROM dialogs d LEFT JOIN dialog_facts f ON f.account_id = d.account_id WHERE d.account_id = $1',
  ],
  [
    'each level by itself',
    `WITH page AS (SELECT id FROM dialogs WHERE account_id = $1 LIMIT 5)
      SELECT (SELECT count(*) FROM dialog_facts f WHERE f.account_id = $1 AND f.dialog_id = p.id) FROM page p
      CROSS JOIN LATERAL (SELECT 1 FROM dialog_stale s WHERE s.account_id = $1 AND s.dialog_id = p.id LIMIT 1) s`,
  ],
  [
    'a plain query in FROM',
    'SELECT 1 FROM (SELECT account_id FROM dialogs WHERE account_id = $1) d JOIN dialog_facts f USING (account_id)',
  ],
  [
    'each arm of a union',
    'SELECT id FROM dialogs WHERE account_id = $1 UNION ALL SELECT dialog_id FROM dialog_facts WHERE account_id = $1',
  ],
  ['tables that are everywhere, or in one place', 'SELECT 1 FROM inboxes i JOIN dialog_outbox o ON o.id = i.id'],
  ['grouping sets of one account', 'SELECT 1 FROM dialogs WHERE account_id = $1 GROUP BY GROUPING SETS ((id), ())'],
  ['locks in one account', 'SELECT 1 FROM dialogs WHERE account_id = $1 AND id = $2 FOR UPDATE'],
  [
    'a row',
    'INSERT INTO dialogs (account_id, id) VALUES ($1, $2) ON CONFLICT (account_id, id) DO UPDATE SET status = 1',
  ],
  ['rows that a parameter holds', 'INSERT INTO dialogs (account_id) SELECT a FROM unnest($1::bigint[]) AS k (a)'],
  [
    'changes of one account',
    `WITH gone AS (DELETE FROM dialog_stale s USING dialogs d
        WHERE s.account_id = d.account_id AND d.account_id = $1 RETURNING s.dialog_id)
      UPDATE dialogs SET status = 1 FROM gone WHERE account_id = $1 AND id = gone.dialog_id`,
  ],
  ['what reads no rows', 'BEGIN; SET LOCAL jit = off; LOCK TABLE dialogs IN SHARE MODE; TRUNCATE dialogs'],
  ['the plan of one in order', 'EXPLAIN (FORMAT JSON) SELECT 1 FROM dialogs WHERE account_id = 1'],
  ['a name of another schema', 'SELECT 1 FROM theirs.dialogs'],
];

const WRONG: readonly (readonly [what: string, text: string, ...problems: string[]])[] = [
  ['nothing', 'SELECT id FROM dialogs', DIALOGS],
  ["another table's account", 'SELECT 1 FROM dialogs, inboxes i WHERE i.account_id = $1', DIALOGS],
  ['another column', 'SELECT 1 FROM dialogs WHERE inbox_id = $1', DIALOGS],
  ['no equality', 'SELECT 1 FROM dialogs WHERE account_id >= $1', DIALOGS],
  ['a null', 'SELECT 1 FROM dialogs WHERE account_id = NULL', DIALOGS],
  ['several accounts', 'SELECT 1 FROM dialogs WHERE account_id = ANY($1::bigint[])', DIALOGS],
  ['a list', 'SELECT 1 FROM dialogs WHERE account_id IN ($1, $2)', DIALOGS],
  ['one side of OR', 'SELECT 1 FROM dialogs WHERE account_id = $1 OR id = $2', DIALOGS],
  ['a NOT', 'SELECT 1 FROM dialogs WHERE NOT account_id = $1', DIALOGS],
  ['an account that is computed', 'SELECT 1 FROM dialogs WHERE account_id = abs($1)', DIALOGS],
  [
    'a join by id alone',
    'SELECT 1 FROM dialogs d JOIN dialog_facts f ON f.dialog_id = d.id WHERE d.account_id = $1',
    FACTS,
  ],
  [
    'a join of tables neither of which is bound',
    'SELECT 1 FROM dialogs JOIN dialog_facts f ON f.account_id = dialogs.account_id',
    DIALOGS,
    FACTS,
  ],
  [
    'the side that an outer join keeps',
    'SELECT 1 FROM dialogs LEFT JOIN dialog_facts f ON f.account_id = $1 AND dialogs.account_id = $1',
    DIALOGS,
  ],
  [
    'a full join',
    'SELECT 1 FROM dialogs FULL JOIN dialog_facts f ON f.account_id = $1 AND dialogs.account_id = $1',
    DIALOGS,
    FACTS,
  ],
  [
    'a query within, by id alone',
    'SELECT 1 FROM dialogs d WHERE account_id = $1 AND EXISTS (SELECT FROM dialog_facts f WHERE f.dialog_id = d.id)',
    FACTS,
  ],
  [
    'a query in the list of what is selected',
    'SELECT ARRAY(SELECT f.dialog_id FROM dialog_facts f) FROM dialogs WHERE account_id = $1',
    FACTS,
  ],
  ['a query in ORDER BY', 'SELECT 1 ORDER BY (SELECT count(*) FROM dialogs)', DIALOGS],
  [
    'a query within that alone tells',
    'SELECT 1 FROM dialogs WHERE NOT EXISTS (SELECT FROM messages m WHERE m.account_id = $1 AND m.account_id = dialogs.account_id)',
    DIALOGS,
  ],
  [
    'a lateral by id alone',
    `SELECT 1 FROM dialogs d CROSS JOIN LATERAL (SELECT 1 FROM dialog_facts f WHERE f.dialog_id = d.id LIMIT 1) f
      WHERE d.account_id = $1`,
    FACTS,
  ],
  [
    'a query in FROM that only its outside bounds',
    'SELECT 1 FROM (SELECT account_id FROM dialogs LIMIT 5) d WHERE d.account_id = $1',
    DIALOGS,
  ],
  [
    'a part of WITH that is of all',
    'WITH page AS (SELECT account_id FROM dialogs) SELECT 1 FROM page WHERE account_id = $1',
    DIALOGS,
  ],
  [
    'what only the query around tells',
    'SELECT (SELECT count(*) FROM dialog_facts f WHERE f.account_id = d.account_id) FROM dialogs d WHERE d.account_id = $1',
    FACTS,
  ],
  [
    'what only a neighbour of a lateral tells',
    `SELECT 1 FROM dialogs d CROSS JOIN LATERAL (SELECT 1 FROM dialog_facts f WHERE f.account_id = d.account_id LIMIT 1) f
      WHERE d.account_id = $1`,
    FACTS,
  ],
  [
    'what only a part of WITH tells',
    `WITH page AS (SELECT account_id, id FROM dialogs WHERE account_id = $1)
      SELECT 1 FROM page p JOIN dialog_facts f ON f.account_id = p.account_id AND f.dialog_id = p.id`,
    FACTS,
  ],
  [
    'what only a query tells that is planned by itself',
    `SELECT 1 FROM (SELECT account_id FROM dialogs WHERE account_id = $1 OFFSET 0) d
      JOIN dialog_facts f ON f.account_id = d.account_id`,
    FACTS,
  ],
  [
    'a recursive part that only its beginning tells',
    `WITH RECURSIVE next AS (SELECT account_id, id FROM inboxes WHERE account_id = $1
      UNION ALL SELECT f.account_id, f.dialog_id FROM next n JOIN dialog_facts f ON f.account_id = n.account_id)
      SELECT FROM next`,
    FACTS,
  ],
  [
    'a column of WITH that is of many accounts',
    'WITH k AS (SELECT unnest($1::bigint[]) AS account_id) SELECT 1 FROM k JOIN dialogs USING (account_id)',
    DIALOGS,
  ],
  [
    'accounts of a parameter',
    'SELECT 1 FROM unnest($1::bigint[]) AS k (account_id) JOIN dialogs ON dialogs.account_id = k.account_id',
    DIALOGS,
  ],
  ['one arm of a union', 'SELECT 1 FROM dialogs WHERE account_id = $1 UNION SELECT 1 FROM dialog_facts f', FACTS],
  [
    'a union of which one arm is of all',
    `WITH k AS (SELECT $1::bigint AS account_id UNION ALL SELECT account_id FROM inboxes)
      SELECT 1 FROM k JOIN dialogs USING (account_id)`,
    DIALOGS,
  ],
  [
    'grouping sets across accounts',
    'SELECT 1 FROM dialogs GROUP BY ROLLUP (account_id)',
    DIALOGS,
    'dialogs: grouping sets across accounts',
  ],
  [
    'locks across accounts',
    'SELECT 1 FROM dialogs WHERE id = $1 FOR SHARE',
    DIALOGS,
    'dialogs: rows locked across accounts',
  ],
  ['rows without an account', 'INSERT INTO dialogs (id) VALUES ($1)', 'dialogs: inserted without account_id'],
  ['rows without names', 'INSERT INTO dialogs VALUES ($1)', 'dialogs: inserted without account_id'],
  ['rows of all', 'INSERT INTO dialog_outbox (id) SELECT id FROM dialogs', DIALOGS],
  [
    'a conflict told by the id',
    'INSERT INTO dialogs (account_id, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
    'dialogs: a conflict told by a key without account_id',
  ],
  [
    'an account that a conflict changes',
    'INSERT INTO dialogs (account_id) VALUES ($1) ON CONFLICT (account_id) DO UPDATE SET account_id = 1',
    'dialogs: account_id updated',
  ],
  ['an account that changes', 'UPDATE dialogs SET account_id = 2 WHERE account_id = 1', 'dialogs: account_id updated'],
  ['a change of all', 'UPDATE dialogs SET status = 1 WHERE id = $1', DIALOGS],
  ['a removal of all', 'DELETE FROM dialogs USING inboxes i WHERE i.account_id = $1', DIALOGS],
  ['a change in WITH', 'WITH gone AS (DELETE FROM dialogs RETURNING id) SELECT id FROM gone', DIALOGS],
  ['a plan', 'EXPLAIN SELECT 1 FROM dialogs', DIALOGS],
  ['a cursor', 'DECLARE c CURSOR FOR SELECT 1 FROM dialogs', DIALOGS],
  ['a copy', 'COPY dialogs TO STDOUT', 'dialogs: copied whole'],
  ['a table made of it', 'CREATE TEMP TABLE t AS SELECT 1 FROM dialogs', DIALOGS],
  ['the second of two statements', 'SELECT 1; SELECT 1 FROM dialogs', DIALOGS],
  ["the host's large tables", 'SELECT 1 FROM messages', 'messages: of no one account'],
  ['a name of this schema', 'SELECT 1 FROM public.dialogs', DIALOGS],
  [
    'a statement that nobody thought of',
    'MERGE INTO dialogs USING inboxes i ON true WHEN MATCHED THEN DELETE',
    'MergeStmt: what it needs of accounts is not known',
  ],
];

describe('where tables are distributed by account', () => {
  test.each(IN_ORDER)('%s is in order', async (_what, text) => {
    expect(await problemsOf(text, placements)).toEqual([]);
  });

  test.each(WRONG)('%s is not', async (_what, text, ...problems) => {
    expect(await problemsOf(text, placements)).toEqual(problems);
  });

  test.each([
    ['a table of all', 'SELECT account_id, count(*) FROM dialogs GROUP BY 1'],
    [
      'a part of WITH',
      `WITH page AS (SELECT account_id, id FROM dialogs LIMIT 5)
        SELECT 1 FROM page p JOIN dialog_facts f ON f.account_id = p.account_id`,
    ],
    [
      'a lateral',
      `SELECT 1 FROM dialogs d CROSS JOIN LATERAL (SELECT f.account_id FROM dialog_facts f
        WHERE f.account_id = d.account_id LIMIT 1) f JOIN dialog_stale s ON s.account_id = f.account_id`,
    ],
    ['a join by the account', 'SELECT 1 FROM dialogs d LEFT JOIN dialog_facts f ON f.account_id = d.account_id'],
    [
      'a query within',
      'SELECT 1 FROM dialogs d WHERE EXISTS (SELECT FROM dialog_facts f WHERE f.account_id = d.account_id)',
    ],
  ])('%s may be of all accounts where that is an exception', async (_what, text) => {
    expect(await problemsOf(text, placements, true)).toEqual([]);
    expect(await problemsOf(text, placements)).not.toEqual([]);
  });

  test.each([
    ['a join by the id', 'SELECT 1 FROM dialogs d JOIN dialog_facts f ON f.dialog_id = d.id', [FACTS]],
    [
      'a query within',
      'SELECT 1 FROM dialogs d WHERE EXISTS (SELECT FROM dialog_facts f WHERE f.dialog_id = d.id)',
      [FACTS],
    ],
  ])('%s may not even then', async (_what, text, problems) => {
    expect(await problemsOf(text, placements, true)).toEqual(problems);
  });

  test('what is no SQL is no statement in order', async () => {
    await expect(problemsOf('SELECT FROM WHERE', placements)).rejects.toThrow('syntax error');
  });
});
