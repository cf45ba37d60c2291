import { ask } from '../api/ask';
import { type DialogFilter, TransferredDocument, TransfersDocument } from '../api/operations';
import { useQuestion } from '../api/question';
import { useFound } from '../api/useAnswer';
import type { TransferredDialog } from './flow';

/** The transferred dialogs of a period. */
export interface Transfers {
  readonly dialogs: readonly TransferredDialog[];
  /** How many there are; more than `dialogs` where there are too many to read. */
  readonly total: number;
  /** Transfers by their own time in the period, as the API counts them. */
  readonly inPeriod: number;
  readonly filter: DialogFilter;
}

/** The API has no sums of who passed to whom, so the dialogs are read: at most so many pages of 100. */
const MOST_PAGES = 20;

/** Reads the dialogs that started in the period and were transferred, the newest first. */
export function useTransfers() {
  const { period, timeZone, filter } = useQuestion();
  return useFound(['transfers', period, timeZone, filter], async (signal, token): Promise<Transfers> => {
    const { statistics } = await ask(token, TransferredDocument, { period, timeZone, filter }, signal);
    const found: DialogFilter = { ...statistics.startedFilter, transferred: true };
    const dialogs: TransferredDialog[] = [];
    let after: string | null = null;
    for (let page = 1; ; page++) {
      const answer: Awaited<ReturnType<typeof readPage>> = await readPage(token, found, after, signal);
      dialogs.push(...answer.nodes);
      after = answer.pageInfo.endCursor;
      if (!answer.pageInfo.hasNextPage || page === MOST_PAGES) {
        return { dialogs, total: answer.totalCount, inPeriod: statistics.transfers, filter: found };
      }
    }
  });
}

async function readPage(token: string, filter: DialogFilter, after: string | null, signal: AbortSignal) {
  return (await ask(token, TransfersDocument, { filter, after }, signal)).dialogs;
}
