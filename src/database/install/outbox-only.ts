import { type Client, Client as PgClient } from 'pg';
import { actAsOwner } from '../act-as-owner';
import { CREATE_GAPS } from '../capture-triggers';
import { type HostCatalog, readCatalog } from '../host-catalog';
import { eventTableIn, lacksOfRights, lacksToRead } from '../host-findings';
import { findingsOfServer, UnsupportedHostError } from '../host-layout';
import { filledTables } from '../host-needs';
import { JOURNAL, knownMigrations } from '../journal';
import { schemasOf } from '../log-schema';
import { PATIENCE, type Patience } from '../patience';
import { withTurn } from '../turn';
import { GAP_MARKS, readCaptureState } from './capture-state';
import { stepsToCapture, wordsOf } from './capture-steps';
import { bringToVersion, type InstallReport } from './install';
import { RemovalRefusedError, refuseRemoval } from './removal-refusals';
import { countWaiting, readGapMarks, removeTriggers, type UninstallOptions, type UninstallReport } from './uninstall';

/** All that a host's database gets where the log is in another: this table, the triggers, and the sequence of the gaps. */
const OUTBOX = 'dialog_outbox';

/** The comment on the outbox names the log database that it feeds, by its id. */
const FEEDS = 'Feeds the log database ';

/** What installing beside a host does where the log is in another database, in words; and what stands in its way. */
export interface OutboxPlan {
  readonly server: string;
  readonly steps: readonly string[];
  readonly refusals: readonly string[];
}

/** Looks at a host's database and tells what installing the outbox would do, without changing anything. */
export async function planOutbox(url: string): Promise<OutboxPlan> {
  const client = new PgClient({
    ...{ connectionString: url, connectionTimeoutMillis: 10_000 },
    application_name: 'dialog-statistics plan',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await actAsOwner(client);
    const { catalog, server, refusals } = await examine(client);
    const state = await readCaptureState(client);
    const steps = wordsOf(stepsToCapture(state, eventTableIn(catalog.relations), await schemasOf(client)));
    return { server, steps: catalog.relations.has(OUTBOX) ? steps : [`create table ${OUTBOX}`, ...steps], refusals };
  } finally {
    await client.end();
  }
}

/**
 * Installs the outbox and its triggers beside a host, and nothing else: no column, index or view. It feeds the log
 * database of the id. Throws UnsupportedHostError before anything is changed where the host can't be served, holds a log
 * of its own, or feeds another log database.
 */
export async function installOutbox(
  url: string,
  logId: string,
  log: (message: string) => void,
  patience: Patience = PATIENCE,
): Promise<InstallReport> {
  return withTurn(url, log, async (client) => {
    await actAsOwner(client);
    const { catalog, refusals } = await examine(client);
    const fed = await logFedBy(client);
    const elsewhere = fed === undefined || fed === logId ? [] : [feedsAnother(fed)];
    if (refusals.length + elsewhere.length > 0) throw new UnsupportedHostError([...refusals, ...elsewhere]);
    if (!catalog.relations.has(OUTBOX)) await createOutbox(client);
    if (fed === undefined) await client.query(`COMMENT ON TABLE ${OUTBOX} IS '${FEEDS}${logId}'`);
    const events = eventTableIn(catalog.relations);
    const state = await readCaptureState(client);
    await client.query(CREATE_GAPS);
    const steps = stepsToCapture(state, events, await schemasOf(client));
    for (const step of steps) await bringToVersion(client, step, log, patience);
    return {
      ...{ found: 'host', wasInstalled: steps.length === 0, hasBegun: state.triggers.length === 0 },
      hasMissed: steps.some(({ hasMissed }) => hasMissed),
    };
  });
}

/** The id of the log database that a host's outbox feeds; undefined where it feeds none, or there is no outbox. */
export async function logFedBy(client: Pick<Client, 'query'>): Promise<string | undefined> {
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description(to_regclass($1), 'pg_class') AS comment",
    [OUTBOX],
  );
  const comment = rows[0]!.comment;
  return comment?.startsWith(FEEDS) ? comment.slice(FEEDS.length) : undefined;
}

async function examine(client: Client): Promise<{ catalog: HostCatalog; server: string; refusals: readonly string[] }> {
  const { rows } = await client.query<{ number: string; name: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name",
  );
  const { number, name: server } = rows[0]!;
  const catalog = await readCatalog(client);
  const { relations } = catalog;
  const isForeign = relations.has(OUTBOX) && (await logFedBy(client)) === undefined;
  const refusals = [
    ...findingsOfServer(Number(number), server),
    ...lacksToRead(relations),
    ...lacksOfRights(catalog, [...filledTables(eventTableIn(relations)), OUTBOX, GAP_MARKS]),
    ...(relations.has(JOURNAL) ? [HOLDS_A_LOG] : isForeign ? [OUTBOX_TAKEN] : []),
  ];
  return { catalog, server, refusals };
}

const HOLDS_A_LOG =
  'found a dialog log in the database at DATABASE_URL; needed: a host without one (uninstall --drop-tables ' +
  '--drop-columns, with LOG_DATABASE_URL empty), or LOG_DATABASE_URL empty';

const OUTBOX_TAKEN = `found a table ${OUTBOX} that feeds no log database; needed: its name for the outbox`;

function feedsAnother(id: string): string {
  return (
    `found an outbox that feeds another log database (${id}); needed: the LOG_DATABASE_URL of that one, or ` +
    'uninstall --drop-tables first'
  );
}

/** As the migration makes it where the log is beside the host. */
async function createOutbox(client: Client): Promise<void> {
  const { sql: statements } = knownMigrations().find(({ name }) => name === '0002_outbox')!;
  for (const statement of statements) await client.query(statement);
}

/**
 * Takes the triggers away from a host whose log is in another database, and with `dropTables` the outbox, which nobody else
 * has filled. The log database stays as it is.
 */
export async function uninstallOutbox(
  url: string,
  { dropTables = false }: UninstallOptions,
  log: (message: string) => void,
  patience: Patience = PATIENCE,
): Promise<UninstallReport> {
  return withTurn(url, log, async (client) => {
    const catalog = await readCatalog(client);
    const state = await readCaptureState(client);
    const fed = await logFedBy(client);
    if (catalog.relations.has(JOURNAL)) throw new RemovalRefusedError([HOLDS_A_LOG]);
    await refuseRemoval(client, catalog, state, {});
    const gaps = state.hasGapMarks ? await readGapMarks(client) : 0;
    await removeTriggers(client, state, log, patience);
    const waiting = await countWaiting(client, catalog);
    const drops = dropTables && fed !== undefined;
    if (drops) await client.query(`DROP TABLE ${OUTBOX}`);
    const none = { indexes: [], columns: [], left: [] };
    return { ...none, triggers: state.triggers.length, waiting, gaps, tables: drops ? [OUTBOX] : [] };
  });
}
