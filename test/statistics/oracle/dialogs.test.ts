import { differences } from './differences';
import { textOf } from './meant';
import { type Served, type Subject, serveCentres } from './served-centres';
import type { Told } from './told';

/* What the model tells of each dialog is what the fields of `Dialog` answer: the statistics are made of the same things. */

let served: Served;

beforeAll(async () => {
  served = await serveCentres();
});
afterAll(() => served?.api.close());

const FIELDS = `databaseId contact { databaseId } createdAt resolvedAt durationSeconds transfers { at from { databaseId } to { databaseId } }
  agents { agent { databaseId } } messageCounts { total client agent bot template activity private }
  firstResponseSeconds firstResponseAfterBotSeconds waitSeconds`;

async function answered({ token }: Subject) {
  const all = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await served.api.ask(
      token,
      `query ($after: String) { dialogs(first: 100, after: $after, filter: { includeSkipped: true },
         orderBy: { field: CREATED_AT, direction: ASC }) { pageInfo { hasNextPage endCursor } nodes { ${FIELDS} } } }`,
      { after },
    );
    expect(errors).toBeUndefined();
    all.push(...data.dialogs.nodes);
    if (!data.dialogs.pageInfo.hasNextPage) return all;
    after = data.dialogs.pageInfo.endCursor;
  }
}

const ids = (found: readonly (number | null)[]) => found.map((id) => (id === null ? null : { databaseId: String(id) }));

function expected(dialog: Told) {
  const { startedAt, resolvedAt, response, handedOverAt, wait } = dialog;
  const seconds = (from: number, to: number) => (to - from) / 1e6;
  const afterBot = response && handedOverAt !== null && response.at >= handedOverAt;
  return {
    databaseId: String(dialog.id),
    contact: ids([dialog.contactId])[0],
    createdAt: textOf(startedAt),
    resolvedAt: resolvedAt === null ? null : textOf(resolvedAt),
    durationSeconds: resolvedAt === null || !dialog.resolveKnown ? null : seconds(startedAt, resolvedAt),
    transfers: dialog.transfers.map(({ at, from, to }) => ({ at: textOf(at), from: ids([from])[0], to: ids([to])[0] })),
    agents: ids([...dialog.agentIds].sort((a, b) => a - b)).map((agent) => ({ agent })),
    messageCounts: {
      total: dialog.messages.length,
      client: dialog.messages.filter(({ part }) => part === 'client').length,
    },
    firstResponseSeconds: response && seconds(startedAt, response.at),
    firstResponseAfterBotSeconds: afterBot ? seconds(handedOverAt, response.at) : null,
    waitSeconds: wait && seconds(wait.from, wait.to),
  };
}

test('each dialog is told as the API tells it', async () => {
  for (const subject of served.subjects) {
    const nodes = await answered(subject);
    const told = [...subject.world.all].sort((a, b) => a.startedAt - b.startedAt || a.id - b.id);
    const byId = (a: { agent: { databaseId: string } }, b: typeof a) => +a.agent.databaseId - +b.agent.databaseId;
    const found = differences(
      nodes.map((node) => ({ ...node, agents: [...node.agents].sort(byId) })),
      told.map(expected),
    );
    if (found.length > 0) throw new Error(`${subject.name}, data of ORACLE_SEED=${served.seed}:\n${found.join('\n')}`);
  }
});

test('the random centres hold something of everything', async () => {
  const { api, subjects } = await serveCentres(1);
  await api.close();
  const all = subjects.slice(0, 2).flatMap(({ world }) => world.all);
  const kinds = ['chat', 'offline', 'missed', 'bounce', 'rejected_invitation', 'skip'];
  const counts = {
    ...Object.fromEntries(kinds.map((kind) => [kind, all.filter((dialog) => dialog.kinds.includes(kind)).length])),
    open: all.filter(({ resolvedAt }) => resolvedAt === null).length,
    resolved: all.filter(({ resolvedAt }) => resolvedAt !== null).length,
    transfers: all.flatMap(({ transfers }) => transfers).length,
    replies: all.flatMap(({ replies }) => replies).length,
    waits: all.filter(({ wait }) => wait).length,
    hadBot: all.filter(({ hadBot }) => hadBot).length,
    handedOver: all.filter(({ handedOverAt }) => handedOverAt !== null).length,
    waiting: all.filter(({ waitingSince }) => waitingSince !== null).length,
    unassigned: all.filter(({ stretches }) => stretches.length === 0).length,
  };
  expect(Object.entries(counts).filter(([, count]) => count < 3)).toEqual([]);
});
