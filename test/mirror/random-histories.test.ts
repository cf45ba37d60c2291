import fc from 'fast-check';
import { expectLog, play } from '../capture/play';
import { createHostAccount } from '../helpers/host-simulator/account';
import { scenarios } from '../helpers/host-simulator/histories';
import { HOST_VERSIONS } from '../hosts/create-host';
import { type MirroredHost, mirrorHost } from './mirrored-host';

const HISTORIES = Number(process.env.RANDOM_HISTORIES || 4);
const TIME_LIMIT = 60_000 + 200 * HISTORIES;

describe.each(HOST_VERSIONS)(
  'random histories of a host at %s leave in a log database what beside the host',
  (version) => {
    let host: MirroredHost;

    beforeAll(async () => {
      host = await mirrorHost(version, 'simulated');
    });
    afterAll(() => host.close());

    test.each([
      ['in large batches', 1_000],
      ['three changes a batch', 3],
    ])(
      'mirrored %s',
      async (_how, batch) => {
        const pattern = await createHostAccount(host.clients[0]!);
        await fc.assert(
          fc.asyncProperty(scenarios(pattern), async (scenario) => {
            const model = await play(host, pattern, scenario, host.copyPast);
            await host.catchUp(batch);
            await expectLog(host, model);
          }),
          { numRuns: HISTORIES, endOnFailure: true, interruptAfterTimeLimit: TIME_LIMIT },
        );
      },
      TIME_LIMIT,
    );
  },
);
