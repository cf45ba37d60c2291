import fc from 'fast-check';
import { serveTestApi, type TestApi } from '../../helpers/api';
import { type Centre, createOfficeDatabase, settle } from './centre';
import { readLog } from './log';
import { microseconds } from './meant';
import { type World, worldOf } from './model';
import { type Question, requestOf } from './questions';
import { type Life, lives } from './scenario';

/** A contact centre with its log as the model has it. */
export interface Subject {
  readonly name: string;
  readonly centre: Centre;
  readonly token: string;
  world: World;
}

export interface Served {
  readonly seed: number;
  readonly api: TestApi;
  /** Spring, autumn, and spring once more, told in another order. */
  readonly subjects: readonly [Subject, Subject, Subject];
}

/** What the data and the questions are made from: the same each time, so that a change is told from luck. */
export const SEED = Number(process.env.ORACLE_SEED ?? 942_260_153);

const at = (text: string) => Date.parse(text) * 1000;
const SPRING = at('2024-02-26T00:00:00Z');
const AUTUMN = at('2024-09-23T00:00:00Z');
/** Of New York, Kyiv and Lord Howe. */
const CLOCK_CHANGES = {
  spring: ['2024-03-10T07:00:00Z', '2024-03-31T01:00:00Z', '2024-04-06T15:00:00Z'],
  autumn: ['2024-10-05T15:30:00Z', '2024-10-27T01:00:00Z', '2024-11-03T06:00:00Z'],
};

/** Makes the centres, by a seed that tells all that is in them. */
export async function serveCentres(seed = SEED): Promise<Served> {
  const api = await serveTestApi({ given: await createOfficeDatabase() });
  const random = (changes: readonly string[], beginning: number, away: number): Life[] => {
    const special = changes.map((text) => at(text) - beginning);
    return fc.sample(lives(6, special, 20), { seed: seed + away, numRuns: 1 })[0]!;
  };
  const spring = random(CLOCK_CHANGES.spring, SPRING, 0);
  const autumn = random(CLOCK_CHANGES.autumn, AUTUMN, 1);
  const subject = async (
    name: string,
    played: readonly Life[],
    beginning: number,
    order: 'by time' | 'life by life',
  ): Promise<Subject> => {
    const centre = await settle(api.database, played, { beginning, order });
    const token = await api.makeToken(centre.account.id, 'administrator');
    await tidy(api, centre);
    return { name, centre, token, world: worldOf(await readLog(api.database, centre.account.id)) };
  };
  const subjects = [
    await subject('spring', spring, SPRING, 'by time'),
    await subject('autumn', autumn, AUTUMN, 'by time'),
    await subject('spring in another order', spring, SPRING, 'life by life'),
  ] as const;
  for (const each of subjects) await skipSome(api, each);
  return { seed, api, subjects: [...subjects] };
}

/** Merges the last contact into the first one, and forgets when one of the dialogs was resolved. */
async function tidy({ database }: TestApi, { account: { id, contacts }, conversations }: Centre): Promise<void> {
  const { pool } = database;
  const [kept, gone] = [contacts[0], contacts.at(-1)];
  await pool.query('UPDATE conversations SET contact_id = $2 WHERE account_id = $1 AND contact_id = $3', [
    ...[id, kept, gone],
  ]);
  await pool.query('DELETE FROM contacts WHERE id = $1', [gone]);
  await pool.query(
    `UPDATE dialog_facts SET resolve_known = false WHERE account_id = $1 AND dialog_id IN (
       SELECT id FROM dialogs WHERE account_id = $1 AND status = 1 AND conversation_id = $2)`,
    [id, conversations[2]],
  );
}

/** Marks the first dialog of every fifth conversation. */
async function skipSome(api: TestApi, subject: Subject): Promise<void> {
  const { centre, world, token } = subject;
  for (const conversation of centre.conversations.filter((_, index) => index % 5 === 3)) {
    const dialog = world.all.find(({ conversationId }) => conversationId === conversation);
    if (dialog) await mark(api, token, dialog.id, true);
  }
  await reread(api, subject);
}

export async function mark(api: TestApi, token: string, dialog: number, skip: boolean): Promise<void> {
  const { errors } = await api.ask(
    token,
    `mutation { setDialogSkip(input: { dialog: "${dialog}", skip: ${skip}, reason: "a test" }) { dialog { id } } }`,
  );
  if (errors) throw new Error(JSON.stringify(errors));
}

/** Lets the model see what the tables hold now. */
export async function reread({ database }: TestApi, subject: Subject): Promise<void> {
  subject.world = worldOf(await readLog(database, subject.centre.account.id));
}

/** Asks for fields of `statistics`; tells the moment as of which the API answers too. */
export async function ask({ api }: Served, { token }: Subject, fields: string, question: Question, compareTo = '') {
  const { data, errors } = await api.ask(token, requestOf(fields, compareTo), { ...question });
  if (errors) throw new Error(JSON.stringify(errors));
  return { answer: data.statistics, now: microseconds(data.live.at) };
}
