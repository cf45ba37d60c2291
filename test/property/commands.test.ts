import fc from 'fast-check';
import type { Database } from '../../src/database/database';
import { CommandError } from '../../src/write-side/command-error';
import type { Command, CommandResult } from '../../src/write-side/commands';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { start } from '../write-side/commands';
import { readClock } from '../write-side/read-clock';
import { type Expected, Model } from './model';
import { commandsOf, type Scenario, scenarios } from './scenarios';
import {
  answeredIds,
  answeredResult,
  modelledResult,
  modelledTables,
  readDialogIds,
  storedIds,
  storedTables,
} from './tables';

/** A command with what the model expects of it. */
interface Trial {
  readonly command: Command;
  readonly expected: Expected;
}

/** Gives all commands to the write side, checks its refusals, and answers the results of those not refused. */
type Way = (trials: readonly Trial[], scenario: Scenario) => Promise<CommandResult[]>;

describe('random commands leave the rows that the specification demands', () => {
  let test_: TestDatabase;
  let database: Database;
  let writeSide: WriteSide;
  let account: TestAccount;
  let foreign: TestAccount;
  let foreignConversationId: number;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    database = test_.database;
    writeSide = createWriteSide(database);
    account = await createAccount(database, { agents: 2 });
    foreign = await createAccount(database);
    foreignConversationId = (await writeSide.execute(foreign.id, start(foreign))).conversationId;
  });
  afterAll(() => test_.close());

  test.each<[name: string, runs: number, way: Way]>([
    ['one by one', 50, oneByOne],
    ['in batches', 80, inBatches],
  ])(
    '%s',
    async (_, numRuns, way) => {
      await fc.assert(
        fc.asyncProperty(scenarios(account, foreign), (scenario) => play(scenario, way)),
        { numRuns, interruptAfterTimeLimit: 60_000 },
      );
    },
    120_000,
  );

  async function play(scenario: Scenario, way: Way): Promise<void> {
    const startedAt = await readClock(database);
    const conversationIds = await writeSide.reserveConversationIds(scenario.starts.length);
    const model = new Model(account, startedAt);
    const trials = commandsOf(scenario, conversationIds, foreignConversationId, startedAt).map((command) => ({
      command,
      expected: model.execute(command),
    }));

    const results = await way(trials, scenario);

    const dialogIds = new Map<number, number[]>();
    for (const conversation of model.conversations) {
      dialogIds.set(conversation.id, await readDialogIds(database, conversation.id));
      const stored = await storedTables(database, conversation.id, startedAt, dialogIds.get(conversation.id)!);
      expect(stored).toEqual(modelledTables(model, conversation));
      const itsResults = results.filter(({ conversationId }) => conversationId === conversation.id);
      expect(answeredIds(itsResults)).toEqual(await storedIds(database, conversation.id));
    }
    const carriedOut = trials.filter(({ expected }) => expected.refusals.length === 0);
    expect(results.map((result) => answeredResult(result, startedAt, dialogIds.get(result.conversationId)!))).toEqual(
      carriedOut.map(({ expected }) => modelledResult(expected, model)),
    );
  }

  async function oneByOne(trials: readonly Trial[]): Promise<CommandResult[]> {
    const results: CommandResult[] = [];
    for (const { command, expected } of trials) {
      if (expected.refusals.length === 0) results.push(await writeSide.execute(account.id, command));
      else await expectRefusal(writeSide.execute(account.id, command), expected);
    }
    return results;
  }

  /** A batch with a command to be refused is given twice: as it is, to be refused as a whole, then without. */
  async function inBatches(trials: readonly Trial[], { batches }: Scenario): Promise<CommandResult[]> {
    const results: CommandResult[] = [];
    for (let from = 0, turn = 0; from < trials.length; turn += 1) {
      const batch = trials.slice(from, from + batches[turn % batches.length]!);
      from += batch.length;
      const refused = batch.find(({ expected }) => expected.refusals.length > 0);
      if (refused) await expectRefusal(writeSide.executeBatch(account.id, commandsIn(batch)), refused.expected);
      const good = batch.filter(({ expected }) => expected.refusals.length === 0);
      results.push(...(await writeSide.executeBatch(account.id, commandsIn(good))));
    }
    return results;
  }
});

function commandsIn(trials: readonly Trial[]): Command[] {
  return trials.map(({ command }) => command);
}

async function expectRefusal(outcome: Promise<unknown>, { refusals }: Expected): Promise<void> {
  const refusal = await outcome.then(
    () => 'carried out',
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(CommandError);
  const { code, argument } = refusal as CommandError;
  expect(refusals).toContainEqual(argument === undefined ? { code } : { code, argument });
}
