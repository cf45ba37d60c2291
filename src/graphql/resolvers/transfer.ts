import { teamsOfTransfer } from '../../rulebook/transfer-teams';
import type { Context } from '../context';
import type { TransferResolvers } from '../generated';
import type { TransferRecord } from '../served-loaders';

async function teamOf(transfer: TransferRecord, end: 'fromTeamId' | 'toTeamId', { loaders }: Context) {
  const teams = await loaders.teamsOfDialog.load(transfer.dialogId);
  const id = teamsOfTransfer(transfer, teams ?? [])[end];
  return id === null ? null : loaders.team.load(id);
}

export const Transfer: TransferResolvers = {
  fromTeam: (transfer, _args, context) => teamOf(transfer, 'fromTeamId', context),
  toTeam: (transfer, _args, context) => teamOf(transfer, 'toTeamId', context),
};
