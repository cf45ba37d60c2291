import type { Client, Pool } from 'pg';
import { actAsOwner } from '../act-as-owner';
import { findEventTable, type HostKind } from '../host-layout';
import { migrate } from '../migrate';
import { lockAndRun, PATIENCE, type Patience } from '../patience';
import { withTurn } from '../turn';
import { GAP_MARKS, readCaptureState, schemaOf } from './capture-state';
import { preparingStatements, stepsToCapture, type TableSteps, wordsOf } from './capture-steps';
import { refuseWithoutRights } from './rights';

/** What installing did. */
export interface InstallReport {
  /** What the database was before. */
  readonly found: HostKind;
  /** Nothing of the capture had to be changed. */
  readonly wasInstalled: boolean;
  /** No write of the host was captured before: what it wrote until now, replay finds. */
  readonly hasBegun: boolean;
  /** Some writes of the host were missed since an earlier installation; replay finds them too. */
  readonly hasMissed: boolean;
}

/**
 * Installs beside a host, or completes, mends or upgrades what is installed: migrates, then brings triggers and their
 * functions to this version of the product. The host's writers wait for no more than a moment; an interrupted
 * installation is completed by the next one. Throws UnsupportedHostError before anything is changed where the host
 * can't be served or the role lacks rights, and HostBusyError where the host never let go of a table; what was done
 * until then stays, and the next installation goes on from there.
 */
export async function installCapture(
  url: string,
  log: (message: string) => void,
  patience: Patience = PATIENCE,
): Promise<InstallReport> {
  return withTurn(url, log, async (client) => {
    await actAsOwner(client);
    await refuseWithoutRights(client);
    const { found } = await migrate(client, log, patience);
    const events = await findEventTable(client);
    const schema = await schemaOf(client);
    const state = await readCaptureState(client);
    for (const statement of preparingStatements(events, schema)) await client.query(statement);
    const steps = stepsToCapture(state, events, schema);
    for (const step of steps) await bringToVersion(client, step, log, patience);
    return {
      ...{ found, wasInstalled: steps.length === 0, hasBegun: state.triggers.length === 0 },
      hasMissed: steps.some(({ hasMissed }) => hasMissed),
    };
  });
}

/** A table's functions and triggers change in one transaction, so that a trigger never meets a function not its own. */
export async function bringToVersion(
  client: Client,
  { table, functions, triggers, takesAway, hasMissed }: TableSteps,
  log: (message: string) => void,
  patience: Patience,
): Promise<void> {
  const run = async () => {
    for (const { statements } of [...functions, ...triggers]) {
      for (const statement of statements) await client.query(statement);
    }
    if (hasMissed) await client.query('SELECT nextval($1)', [GAP_MARKS]);
  };
  for (const { words } of [...functions, ...triggers]) log(words);
  const tables = triggers.length > 0 ? [table] : [];
  const mode = takesAway ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE';
  await lockAndRun(client, { tables, mode, run }, log, patience);
}

/**
 * Whether the host's writes are captured: by all triggers of this version or by a part of them, as those of an earlier
 * version are. What they append is to be logged in any case; what is to be mended `lacksOfCapture` tells.
 */
export async function isCaptureInstalled(client: Pick<Client, 'query'>): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgname LIKE 'dialog\\_log\\_%' AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)
     LIMIT 1`,
  );
  return rows.length > 0;
}

/** Said with what `lacksOfCapture` tells, by processes that capture. */
export const CAPTURE_TO_MEND = 'the capture is incomplete or of another version: run `install`';

/** What the next installation would do to the capture, in words; nothing for one that is complete and of this version. */
export async function lacksOfCapture(client: Pool | Client): Promise<string[]> {
  const events = await findEventTable(client);
  const steps = stepsToCapture(await readCaptureState(client), events, await schemaOf(client));
  return wordsOf(steps);
}
