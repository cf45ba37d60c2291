import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';
import { type Story, tell } from './story';

/** Those of whom the cases tell: two agents, and a user who is set as a bot. */
export interface People {
  readonly A: number;
  readonly B: number;
  readonly bot: number;
  readonly account: TestAccount;
}

/** A story that a case tells of its people. */
export type Case = (people: People) => Story;

/** An account for the cases of a file, whose people are called Agent 1, Agent 2 and, the bot, Agent 3. */
export function casesByHand() {
  const api = servedApi(serveTestApi);
  let account: TestAccount;
  let token: string;
  beforeAll(async () => {
    account = await createAccount(api.database, { agents: 2 });
    token = await api.makeToken(account.id, 'reader');
  });
  return {
    api,
    account: () => account,
    /** What the API answers of the last dialog of a story. */
    async answerOf(story: Case, fields: string) {
      const [A, B] = account.agents as [number, number];
      const [told] = await tell(api, account, story({ A, B, bot: account.botUser, account }));
      return (await dataOf(api.ask(token, `{ dialog(id: ${told!.dialogs.at(-1)}) { ${fields} } }`))).dialog;
    },
  };
}
