import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../src/database/embedded';

/** A PostgreSQL server for tests, by the address of its database `postgres`; databases may be created in it. */
export interface TestServer {
  url: string;
  close(): Promise<void>;
}

/** What a test never needs: that its data outlive a crash of the machine. */
export const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Takes the server that TEST_DATABASE_URL or DATABASE_URL names, else starts one in a folder that close() removes:
 * the newest version, or the one in the package folder that TEST_POSTGRES_PACKAGE names.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL;
  if (given) return { url: given, close: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'dialogs-test-server-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const packageRoot = process.env.TEST_POSTGRES_PACKAGE || undefined;
    const server = await openEmbedded({ dataDir: folder, settings: NOT_DURABLE, packageRoot });
    const url = new URL(server.url);
    url.pathname = '/postgres';
    const close = async (): Promise<void> => {
      await server.close();
      await remove();
    };
    return { url: url.toString(), close };
  } catch (error) {
    await remove();
    throw error;
  }
}
