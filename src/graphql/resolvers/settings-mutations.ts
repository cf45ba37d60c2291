import { SETTING_KEYS } from '../../account-settings/keys';
import { removeSetting, setSetting, UnknownScopeError } from '../../account-settings/store';
import { readBounceTimeout } from '../../write-side/kinds/start-facts';
import { apiError, badInput } from '../errors';
import type { MutationResolvers } from '../generated';
import { readId } from '../ids';
import { runMutation } from '../run-mutation';

const KEY = 'bounce_timeout';

export const settingsMutations: Pick<MutationResolvers, 'setBounceTimeout'> = {
  setBounceTimeout: (_parent, { input }, context) =>
    runMutation(context, 'administrator', async () => {
      const { database, viewer } = context;
      const inboxId = input.inbox == null ? 0 : readId(input.inbox, 'Inbox', 'inbox');
      if (inboxId === 0 && input.inbox != null) throw noSuchInbox();
      const scope = { accountId: viewer.accountId, inboxId };
      try {
        if (input.seconds == null) await removeSetting(database, scope, KEY);
        else await setSetting(database, scope, KEY, readSeconds(input.seconds));
      } catch (error) {
        if (error instanceof UnknownScopeError) throw noSuchInbox();
        throw error;
      }
      return { bounceTimeoutSeconds: await readBounceTimeout(database, scope.accountId, inboxId) };
    }),
};

function readSeconds(seconds: number): unknown {
  try {
    return SETTING_KEYS[KEY]!.read(String(seconds));
  } catch (error) {
    throw badInput('seconds', `${seconds} is not ${(error as Error).message}`);
  }
}

function noSuchInbox() {
  return apiError('NOT_FOUND', 'inbox: this account has no such inbox', 'inbox');
}
