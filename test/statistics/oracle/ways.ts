import { rollAllSettledDays } from '../../../src/rollups/settled-days';
import { rebuild } from '../../../src/summaries/rebuild';
import { emptyMarks } from '../../../src/summaries/worker';
import { createWriteSide } from '../../../src/write-side/service';
import type { TestApi } from '../../helpers/api';
import { mark, reread, type Served } from './served-centres';

/** A way to the same answers. Each goes on with the data that the ones before it left. */
export interface Way {
  readonly name: string;
  /** How many of the questions are asked about it. */
  readonly part: number;
  prepare(served: Served): Promise<void>;
}

export const WAYS: readonly Way[] = [
  { name: 'from the log', part: 0.5, prepare: async () => {} },
  { name: 'from the derived tables', part: 0.4, prepare: ({ api }) => rebuild(api.database).then(() => {}) },
  { name: 'after late changes', part: 0.4, prepare: (served) => changeLate(served, 1) },
  { name: 'with rollups of settled days', part: 0.7, prepare: ({ api }) => roll(api) },
  { name: 'with rollups, after late changes', part: 0.4, prepare: (served) => changeLate(served, 2) },
];

async function roll({ database }: TestApi): Promise<void> {
  await emptyMarks(database);
  await rollAllSettledDays(database, { leastDialogs: 0 });
}

/** Changes of now in some conversations of each centre, and skip marks on dialogs of long ago; nobody summarises them. */
async function changeLate({ api, subjects }: Served, turn: number): Promise<void> {
  const writeSide = createWriteSide(api.database);
  for (const subject of subjects) {
    const { centre, token, world } = subject;
    const { agents, teams, id } = centre.account;
    const message = { type: 'post-message', content: 'late', bot: false, private: false } as const;
    for (const [index, conversationId] of centre.conversations.entries()) {
      if (index % 4 !== turn) continue;
      const to = { conversationId, agentId: agents[index % agents.length]! };
      await writeSide.executeBatch(id, [
        { ...message, conversationId, messageType: 'incoming', agentId: null },
        { type: 'assign-conversation', ...to, teamId: teams[index % teams.length]! },
        { ...message, ...to, messageType: 'outgoing' },
      ]);
    }
    const late = (conversation: number) =>
      world.all.find(({ conversationId }) => conversationId === centre.conversations[conversation]);
    for (const [dialog, skip] of [
      [late(3), false],
      [late(4), true],
      [late(7), true],
    ] as const) {
      if (dialog) await mark(api, token, dialog.id, skip);
    }
    await reread(api, subject);
  }
}
