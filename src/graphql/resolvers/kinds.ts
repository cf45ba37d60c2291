import { explain } from '../../rulebook/kind-reasons';
import { setDialogSkip } from '../../write-side/kinds/set-dialog-skip';
import type { DialogClassificationResolvers, MutationResolvers, SetDialogSkipPayloadResolvers } from '../generated';
import { readId } from '../ids';
import { runMutation } from '../run-mutation';

const NOT_DECIDED = 'Nothing was decided yet: the dialog is from before the kinds were.';

export const DialogClassification: DialogClassificationResolvers = {
  departedAssignee: ({ departedAssigneeId: id }, _args, { loaders }) => (id === null ? null : loaders.agent.load(id)),
  departedTeam: ({ departedTeamId: id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
  reason: (its) => (its.reason === null ? NOT_DECIDED : explain(its.reason, its)),
  reasonCode: ({ reason }) => reason ?? 'not-decided',
};

export const kindMutations: Pick<MutationResolvers, 'setDialogSkip'> = {
  setDialogSkip: (_parent, { input }, context) =>
    runMutation(context, 'administrator', async () => {
      const dialogId = readId(input.dialog, 'Dialog', 'dialog');
      const { skip, reason = null } = input;
      await setDialogSkip(context.database, context.viewer, { dialogId, skip, reason });
      return { dialogId };
    }),
};

export const SetDialogSkipPayload: SetDialogSkipPayloadResolvers = {
  dialog: async ({ dialogId }, _args, { loaders }) => (await loaders.dialog.load(dialogId))!,
};
