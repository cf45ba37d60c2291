import { CommandError } from '../write-side/command-error';
import type { WriteSide } from '../write-side/service';

/** The write side of a log database: the host's rows are in another database, where nothing of ours writes them. */
export function refusingWriteSide(): WriteSide {
  const refuse = async (): Promise<never> => {
    throw new CommandError(
      'CONFLICT',
      "conversations can't be changed here: the host's rows are in another database (LOG_DATABASE_URL is set); change " +
        'them by the host, whose writes are captured',
    );
  };
  return { execute: refuse, executeBatch: refuse, reserveConversationIds: refuse };
}
