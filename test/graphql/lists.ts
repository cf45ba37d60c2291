import type { TestApi } from '../helpers/api';
import { dataOf } from './served';
import { CONNECTION, type Connection, type List, type PageArguments } from './walk';

const BOTH_WAYS = 'first: $first, after: $after, last: $last, before: $before';
const FORWARD = 'first: $first, after: $after';

/** Every order of dialogs. */
export const ORDERS = ['CREATED_AT', 'RESOLVED_AT', 'UPDATED_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => ({
    name: `${field} ${direction}`,
    orderBy: `{ field: ${field}, direction: ${direction} }`,
  })),
);

/** The dialogs of the account, in an order. */
export function dialogsList(api: TestApi, token: string, orderBy: string): List {
  return list(
    api,
    token,
    BOTH_WAYS,
    (args) => `page: dialogs(orderBy: ${orderBy}, ${args}) { ${CONNECTION} }`,
    (data) => data.page,
  );
}

/** The dialogs of one conversation, in an order. */
export function conversationList(api: TestApi, token: string, conversation: number, orderBy: string): List {
  const field = (args: string) =>
    `conversation(id: "${conversation}") { page: dialogs(orderBy: ${orderBy}, ${args}) { ${CONNECTION} } }`;
  return list(api, token, BOTH_WAYS, field, (data) => data.conversation.page);
}

/** The agents, inboxes or teams of the account. */
export function namedList(api: TestApi, token: string, kind: 'agents' | 'inboxes' | 'teams'): List {
  return list(
    api,
    token,
    BOTH_WAYS,
    (args) => `page: ${kind}(${args}) { ${CONNECTION} }`,
    (data) => data.page,
  );
}

/** The events or messages of a dialog; these go forward only. */
export function momentList(api: TestApi, token: string, dialog: number, kind: 'events' | 'messages'): List {
  const field = (args: string) => `dialog(id: "${dialog}") { page: ${kind}(${args}) { ${CONNECTION} } }`;
  return list(api, token, FORWARD, field, (data) => data.dialog.page);
}

function list(
  api: TestApi,
  token: string,
  args: string,
  field: (args: string) => string,
  // biome-ignore lint/suspicious/noExplicitAny: the data has the shape that the field asks for.
  pageIn: (data: any) => Connection,
): List {
  const variables = args.match(/\$\w+/g)!.map((name) => `${name}: ${/first|last/.test(name) ? 'Int' : 'String'}`);
  const query = `query (${variables.join(', ')}) { ${field(args)} }`;
  const ask = (given: PageArguments) => api.ask(token, query, { ...given });
  return { ask, page: async (given) => pageIn(await dataOf(ask(given))) };
}
