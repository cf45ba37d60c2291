import type { TestApi } from '../helpers/api';
import { LISTED, type ListedDialog, type Named } from './naive';
import { dataOf } from './served';

const COUNTS = 'total client agent bot template activity private';
const DIALOGS = `query ($filter: DialogFilter, $after: String) {
  dialogs(filter: $filter, first: 50, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
    pageInfo { hasNextPage endCursor } nodes { ${LISTED}
      databaseId status transferCount transfers { number at from { databaseId } to { databaseId } viaQueue }
      agents { agent { databaseId } wasAssigned assignments { from to seconds } assignedSeconds messagesSent
        messagesSentWhileAssigned whileAssigned { ${COUNTS} } }
      messagesByAgent { agent { databaseId } whileAssigned { ${COUNTS} } sent } messageCounts { ${COUNTS} }
      firstResponseSeconds durationSeconds
      inbox { databaseId channelType } team { databaseId } assignee { databaseId } contact { databaseId } conversation { databaseId }
    } } }`;

// biome-ignore lint/suspicious/noExplicitAny: a dialog as the query above asks for it.
export type AnsweredDialog = ListedDialog & Record<string, any>;

/** All dialogs that a filter keeps, oldest first. */
export async function listDialogs(api: TestApi, token: string, filter?: object): Promise<AnsweredDialog[]> {
  const all: AnsweredDialog[] = [];
  for (let after: string | undefined; ; ) {
    const { dialogs } = await dataOf(api.ask(token, DIALOGS, { filter, after }));
    all.push(...dialogs.nodes);
    if (!dialogs.pageInfo.hasNextPage) return all;
    after = dialogs.pageInfo.endCursor;
  }
}

/** The ids that a filter keeps, oldest first, and their number as the API counts it. */
export async function filtered(api: TestApi, token: string, filter: object) {
  const page = `query ($filter: DialogFilter, $after: String) {
    dialogs(filter: $filter, first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount pageInfo { hasNextPage endCursor } nodes { databaseId } } }`;
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const { dialogs } = await dataOf(api.ask(token, page, { filter, after }));
    ids.push(...dialogs.nodes.map(({ databaseId }: Named) => databaseId));
    if (!dialogs.pageInfo.hasNextPage) return { ids, totalCount: dialogs.totalCount };
    after = dialogs.pageInfo.endCursor;
  }
}
