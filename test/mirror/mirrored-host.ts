import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { installOutbox } from '../../src/database/install/outbox-only';
import { logIdOf, makeLogDatabase } from '../../src/database/log-database';
import { mirrorAllWaiting } from '../../src/mirror/catch-up';
import { MIRROR_LIMITS } from '../../src/mirror/run';
import { type Mirror, openMirror } from '../../src/mirror/source';
import { sweepTable } from '../../src/mirror/sweep';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { type CapturedHost, simulateClock } from '../capture/captured-host';
import { createBareDatabase } from '../helpers/database';
import { createHost, type HostVersion } from '../hosts/create-host';

/** A host's database with nothing but the outbox in it; `database` is the log database, where the host is mirrored. */
export interface MirroredHost extends CapturedHost {
  /** The host's address, and the log database's. */
  readonly url: string;
  readonly logUrl: string;
  readonly database: Database;
  readonly mirror: Mirror;
  /** Copies all that is there, as the first copy does. */
  copyPast(): Promise<void>;
  /** Mirrors and captures all that waits. */
  catchUp(batch?: number): Promise<void>;
}

/**
 * Installs the outbox on a host of a version, and makes an empty database its log's: one on the same server unless given.
 * `prepare` is run in the host's database before.
 */
export async function mirrorHost(
  version: HostVersion,
  clock: 'simulated' | 'real' = 'real',
  { makeEmpty = createBareDatabase, prepare = '' }: { makeEmpty?: typeof createBareDatabase; prepare?: string } = {},
): Promise<MirroredHost> {
  const host = await createHost(version);
  const preparing = new Client({ connectionString: host.url });
  await preparing.connect();
  await preparing.query(prepare);
  await preparing.end();
  const log = await makeEmpty();
  await makeLogDatabase(log.url, () => {});
  const database = await connectDatabase(log.url);
  await installOutbox(host.url, await logIdOf(database.pool), () => {});
  const mirror = await openMirror(host.url, database, MIRROR_LIMITS);
  const clients: Client[] = [];
  const connect = async () => {
    const client = new Client({ connectionString: host.url, options: '-c TimeZone=Asia/Tokyo' });
    client.on('error', () => {});
    await client.connect();
    clients.push(client);
    return client;
  };
  const first = await connect();
  if (clock === 'simulated') await simulateClock(first);
  return {
    ...{ url: host.url, logUrl: log.url, database, mirror, connect },
    clients: [first, await connect(), await connect(), await connect()],
    // Other keys of a message's attributes are the host's, and nobody's business here.
    hasAttributes: false,
    events: version === 'v2.2.1' ? 'events' : 'reporting_events',
    async copyPast() {
      for (const table of mirror.tables) await sweepTable(mirror, table);
    },
    async catchUp(batch = 1_000) {
      await mirrorAllWaiting(mirror, batch);
      await captureAllWaiting(database);
    },
    async close() {
      for (const client of clients) await client.end().catch(() => {});
      await mirror.close();
      await database.close();
      await host.close();
      await log.close();
    },
  };
}
