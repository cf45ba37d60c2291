import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { withLogSchema } from '../../src/database/log-schema';
import type { HostConnections } from '../helpers/host-simulator/player';
import { createHost, type HostVersion } from '../hosts/create-host';

/** A host's database with capture installed beside it, and connections as the host's application has them. */
export interface CapturedHost extends HostConnections {
  readonly url: string;
  readonly database: Database;
  /** A further connection of the host's. */
  connect(): Promise<Client>;
  close(): Promise<void>;
}

/**
 * Installs capture on a host of a version, or on one made otherwise, which may have to have the log in a schema of its own.
 * With a simulated clock the triggers read the moment from `host.now`.
 */
export async function captureHost(
  version: HostVersion,
  clock: 'simulated' | 'real' = 'real',
  { create = createHost, schema = '' }: { create?: typeof createHost; schema?: string } = {},
): Promise<CapturedHost> {
  const { url, close } = await create(version);
  await installCapture(withLogSchema(url, schema), () => {});
  const database = await connectDatabase(withLogSchema(url, schema));
  const clients: Client[] = [];
  const connect = async () => {
    const client = new Client({ connectionString: url, application_name: 'host', options: '-c TimeZone=Asia/Tokyo' });
    client.on('error', () => {});
    await client.connect();
    clients.push(client);
    return client;
  };
  const first = await connect();
  if (clock === 'simulated') await simulateClock(first);
  const its = [first, await connect(), await connect(), await connect()];
  return {
    ...{ url, database, connect, clients: its, hasAttributes: version !== 'v2.2.1' },
    events: version === 'v2.2.1' ? 'events' : 'reporting_events',
    async close() {
      for (const client of clients) await client.end().catch(() => {});
      await database.close();
      await close();
    },
  };
}

/** Puts a clock of the host's in place of the database's, in the triggers as they are installed. */
export async function simulateClock(client: Client): Promise<void> {
  await client.query(`
    CREATE FUNCTION host_clock() RETURNS timestamptz STABLE LANGUAGE sql
      AS $$ SELECT current_setting('host.now')::timestamp AT TIME ZONE 'UTC' $$;
    DO $patch$
    DECLARE made record;
    BEGIN
      FOR made IN SELECT oid FROM pg_proc WHERE proname LIKE 'dialog\\_log\\_%' LOOP
        EXECUTE replace(pg_get_functiondef(made.oid), 'pg_catalog.clock_timestamp()', 'public.host_clock()');
      END LOOP;
    END
    $patch$`);
}
