import { recordPresence } from '../../write-side/presence/record-presence';
import type { MutationResolvers } from '../generated';
import { readId } from '../ids';
import { runMutation } from '../run-mutation';

export const presenceMutations: Pick<MutationResolvers, 'recordVisitorPresence'> = {
  recordVisitorPresence: (_parent, { input }, context) =>
    runMutation(context, 'writer', async () => ({
      recorded: await recordPresence(context.database, context.viewer.accountId, {
        contactId: readId(input.contact, 'Contact', 'contact'),
        inboxId: input.inbox == null ? null : readId(input.inbox, 'Inbox', 'inbox'),
        session: input.session,
        presence: input.presence === 'ONLINE' ? 'online' : 'offline',
        at: input.at ?? undefined,
      }),
    })),
};
