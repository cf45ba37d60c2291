import { openEmbedded } from '../../../src/database/embedded';

/**
 * A process of its own that uses an embedded database: it prints its address, or why there is none, and then does what
 * it is told on its input: `close` it, `exit` without closing it, or have nothing more to do (`idle`).
 */
async function main(): Promise<void> {
  const database = await openEmbedded(JSON.parse(process.argv[2]!));
  process.stdout.write(`${JSON.stringify({ url: database.url, version: database.version })}\n`);
  process.stdin.once('data', async (word) => {
    process.stdin.destroy();
    if (String(word) === 'exit') process.exit(0);
    if (String(word) === 'close') await database.close();
  });
}

main().catch((error: Error) => process.stdout.write(`${JSON.stringify({ error: error.message })}\n`));
