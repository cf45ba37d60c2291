import fc from 'fast-check';
import { createLogger } from '../../src/http/logger';
import { captureAllWaiting, captureBatch, runCapture } from '../../src/write-side/capture/worker';
import { createHostAccount } from '../helpers/host-simulator/account';
import { scenarios } from '../helpers/host-simulator/histories';
import { HOST_VERSIONS } from '../hosts/create-host';
import { type CapturedHost, captureHost } from './captured-host';
import { expectLog, play } from './play';

/** How many histories each way plays on each host; more where somebody asks for them. */
const HISTORIES = Number(process.env.RANDOM_HISTORIES || 40);
const TIME_LIMIT = 60_000 + 200 * HISTORIES;

describe.each(HOST_VERSIONS)(
  'random histories of a host at %s leave the log that the specification demands',
  (version) => {
    let host: CapturedHost;

    beforeAll(async () => {
      host = await captureHost(version, 'simulated');
    });
    afterAll(() => host.close());

    test('captured at the end', () => playAll(1_000), TIME_LIMIT);

    test('captured at the end, three changes a batch', () => playAll(3), TIME_LIMIT);

    test(
      'captured while they go on',
      async () => {
        const stop = new AbortController();
        const running = runCapture(host.database, createLogger('error'), stop.signal);
        try {
          await playAll(1_000);
        } finally {
          stop.abort();
          await running;
        }
      },
      TIME_LIMIT,
    );

    async function playAll(batch: number): Promise<void> {
      const pattern = await createHostAccount(host.clients[0]!);
      await fc.assert(
        fc.asyncProperty(scenarios(pattern), async (scenario) => {
          const model = await play(host, pattern, scenario);
          while ((await captureBatch(host.database, batch)) > 0);
          await captureAllWaiting(host.database);
          await expectLog(host, model);
        }),
        { numRuns: HISTORIES, endOnFailure: true, interruptAfterTimeLimit: TIME_LIMIT },
      );
    }
  },
);
