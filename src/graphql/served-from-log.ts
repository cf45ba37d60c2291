import type { DialogRecord } from '../read-side/dialog';
import type { MessageTally } from '../read-side/message-tallies';
import type { TimelineEvent } from '../read-side/timelines';
import { assignmentsOf, stretchesOf, transfersOf } from '../rulebook/assignments';
import { agentsOf } from '../rulebook/dialog-agents';
import { countMessages, countMessagesByAgent } from '../rulebook/message-counts';
import type { Served } from '../summaries/served';
import type { Sources } from './served-loaders';

/** Who served dialogs, by their ids, as the log tells it now. */
export async function servedFromLog(
  dialogs: readonly DialogRecord[],
  { timeline, tallies, bots }: Pick<Sources, 'timeline' | 'tallies' | 'bots'>,
): Promise<Map<number, Served>> {
  const [timelines, counted, botsOf] = await Promise.all([
    Promise.all(dialogs.map(({ id }) => timeline.load(id) as Promise<TimelineEvent[]>)),
    Promise.all(dialogs.map(({ id }) => tallies.load(id) as Promise<MessageTally[]>)),
    bots(),
  ]);
  return new Map(
    dialogs.map((dialog, index) => {
      const assignments = assignmentsOf({ ...dialog, startedAt: dialog.createdAt }, timelines[index]!);
      const [tallied, botIds] = [counted[index]!, botsOf(dialog.inboxId)];
      return [
        dialog.id,
        {
          transfers: transfersOf(assignments),
          agents: agentsOf(stretchesOf(assignments, dialog.resolvedAt), tallied, botIds),
          messageCounts: countMessages(tallied, botIds),
          messagesByAgent: countMessagesByAgent(tallied, botIds),
        },
      ];
    }),
  );
}
