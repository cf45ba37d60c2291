import type { Database } from '../../src/database/database';
import { createReads, type Reads } from '../../src/database/replicas/reads';
import { createLogger } from '../../src/http/logger';

/**
 * Reads of a test's database on replicas, by addresses on their servers, which wait for all that was written before: tests
 * write beside the API.
 */
export async function readsOfNow(database: Database, servers: readonly string[]): Promise<Reads> {
  const { pathname } = new URL(database.url);
  const urls = servers.map((server) => Object.assign(new URL(server), { pathname }).toString());
  const limits = { lagSeconds: 5, wait: 5_000 };
  const reads = await createReads({ database, urls, limits, log: createLogger('silent') });
  return { ...reads, choose: async () => reads.choose({ position: await reads.present() }) };
}
