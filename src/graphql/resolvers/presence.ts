import { recordPresence } from '../../write-side/presence/record-presence';
import type { MutationResolvers } from '../generated';
import { readId } from '../ids';
import { checkWithinLimits } from '../limits';
import { runMutation } from '../run-mutation';

export const presenceMutations: Pick<MutationResolvers, 'recordVisitorPresence'> = {
  recordVisitorPresence: (_parent, { input }, context) =>
    runMutation(context, 'writer', async () => {
      const contactId = readId(input.contact, 'Contact', 'contact');
      const inboxId = input.inbox == null ? null : readId(input.inbox, 'Inbox', 'inbox');
      await checkWithinLimits(context, { contactId, inboxId });
      const recorded = await recordPresence(context.database, context.viewer.accountId, {
        ...{ contactId, inboxId },
        session: input.session,
        presence: input.presence === 'ONLINE' ? 'online' : 'offline',
        at: input.at ?? undefined,
      });
      return { recorded };
    }),
};
