/** Before each test file: the tests of this worker run on its server. */
const servers: string[] = JSON.parse(process.env.DIALOG_TEST_SERVERS!);
process.env.DIALOG_TEST_SERVER = servers[(Number(process.env.JEST_WORKER_ID) - 1) % servers.length];
