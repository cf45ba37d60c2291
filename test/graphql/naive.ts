/*
 * The statistics of a dialog once more, written from rules §4 alone and as plainly as can be, out of nothing but the
 * events and messages that the API itself lists.
 */

/** Something with an id. */
export interface Named {
  readonly databaseId: string;
}

/** What the naive functions read of a dialog. */
export interface ListedDialog {
  readonly createdAt: string;
  readonly resolvedAt: string | null;
  readonly events: { readonly nodes: readonly ListedEvent[] };
  readonly messages: { readonly nodes: readonly ListedMessage[] };
}

interface ListedEvent {
  readonly name: string;
  readonly agent: Named | null;
  readonly createdAt: string;
}

interface ListedMessage {
  readonly type: 'INCOMING' | 'OUTGOING' | 'ACTIVITY' | 'TEMPLATE';
  readonly private: boolean;
  readonly createdAt: string;
  readonly assignee: Named | null;
  readonly senderAgent: (Named & { readonly isBot: boolean }) | null;
}

/** The fields that the naive functions need of a dialog. */
export const LISTED = `
  createdAt resolvedAt
  events(first: 100) { pageInfo { hasNextPage } nodes { name createdAt agent { databaseId } } }
  messages(first: 100) { pageInfo { hasNextPage } nodes {
    type private createdAt assignee { databaseId } senderAgent { databaseId isBot } } }`;

/** Whole microseconds from one moment to another. */
export function microseconds(from: string, to: string): number {
  const of = (text: string) => Date.parse(`${text.slice(0, 19)}Z`) * 1000 + Number(text.slice(20, 26));
  return of(to) - of(from);
}

/**
 * Everybody who was assigned one after another, null for nobody, with the moments; up to the resolve. Whom a dialog
 * began with is told by its first event, which only a dialog that begins snoozed has not.
 */
function assignees({ createdAt, events: { nodes } }: ListedDialog): { at: string; agent: string | null }[] {
  const resolve = nodes.findIndex(({ name }) => name === 'CONVERSATION_RESOLVED');
  const before = resolve < 0 ? nodes : nodes.slice(0, resolve);
  const [start] = before;
  const sequence = [{ at: createdAt, agent: start?.agent?.databaseId ?? null }];
  for (const { name, agent, createdAt: at } of before) {
    if (name !== 'CONVERSATION_ASSIGNED') continue;
    const id = agent?.databaseId ?? null;
    if (id !== sequence.at(-1)!.agent) sequence.push({ at, agent: id });
  }
  return sequence;
}

export function transfers(dialog: ListedDialog) {
  const sequence = assignees(dialog);
  const assigned = sequence.filter(({ agent }) => agent !== null);
  const found = assigned.flatMap(({ at, agent: to }, index) => {
    const from = assigned[index - 1];
    if (!from || from.agent === to) return [];
    const viaQueue = sequence[sequence.indexOf(assigned[index]!) - 1]!.agent === null;
    return [{ at, from: { databaseId: from.agent }, to: { databaseId: to }, viaQueue }];
  });
  return found.map((transfer, index) => ({ number: index + 1, ...transfer }));
}

const isPublic = (message: ListedMessage) => message.type === 'OUTGOING' && !message.private;
const sentBy = (agent: string) => (message: ListedMessage) =>
  isPublic(message) && message.senderAgent?.databaseId === agent;
const whileAssigned = (agent: string | null) => (message: ListedMessage) =>
  (message.assignee?.databaseId ?? null) === agent;

export function messageCounts(messages: readonly ListedMessage[]) {
  const counts = { total: 0, client: 0, agent: 0, bot: 0, template: 0, activity: 0, private: 0 };
  for (const { type, private: isPrivate, senderAgent } of messages) {
    counts.total += 1;
    if (isPrivate) counts.private += 1;
    else if (type === 'INCOMING') counts.client += 1;
    else if (type === 'TEMPLATE') counts.template += 1;
    else if (type === 'ACTIVITY') counts.activity += 1;
    else if (senderAgent && !senderAgent.isBot) counts.agent += 1;
    else counts.bot += 1;
  }
  return counts;
}

export function messagesByAgent({ messages: { nodes } }: ListedDialog) {
  const assigned = nodes.map(({ assignee }) => assignee?.databaseId ?? null);
  const senders = nodes.filter(isPublic).flatMap(({ senderAgent }) => senderAgent?.databaseId ?? []);
  return [...new Set([...assigned, ...senders])]
    .sort((a, b) => Number(a ?? -1) - Number(b ?? -1))
    .map((agent) => ({
      agent: agent === null ? null : { databaseId: agent },
      whileAssigned: messageCounts(nodes.filter(whileAssigned(agent))),
      sent: agent === null ? 0 : nodes.filter(sentBy(agent)).length,
    }));
}

/** Lengths of stretches that last are null: they grow while one looks. */
export function agents(dialog: ListedDialog) {
  const sequence = assignees(dialog);
  const { nodes } = dialog.messages;
  const stretches = sequence.flatMap(({ at: from, agent }, index) => {
    const to = sequence[index + 1]?.at ?? dialog.resolvedAt;
    return agent === null ? [] : [{ agent, from, to, seconds: to === null ? null : microseconds(from, to) / 1e6 }];
  });
  const seen = [
    ...stretches.map(({ from: at, agent }) => ({ at, agent })),
    ...nodes
      .filter(isPublic)
      .flatMap(({ createdAt: at, senderAgent }) => (senderAgent ? [{ at, agent: senderAgent.databaseId }] : [])),
  ].sort((a, b) => (a.at === b.at ? Number(a.agent) - Number(b.agent) : a.at < b.at ? -1 : 1));
  return [...new Set(seen.map(({ agent }) => agent))].map((agent) => {
    const own = stretches.filter((stretch) => stretch.agent === agent);
    const sent = nodes.filter(sentBy(agent));
    return {
      agent: { databaseId: agent },
      wasAssigned: own.length > 0,
      assignments: own.map(({ from, to, seconds }) => ({ from, to, seconds })),
      messagesSent: sent.length,
      messagesSentWhileAssigned: sent.filter(whileAssigned(agent)).length,
      whileAssigned: messageCounts(nodes.filter(whileAssigned(agent))),
    };
  });
}

export function firstResponseSeconds({ createdAt, messages: { nodes } }: ListedDialog): number | null {
  const client = nodes.findIndex(({ type }) => type === 'INCOMING');
  if (client < 0) return null;
  const response = nodes.slice(client).find((message) => isPublic(message) && message.senderAgent?.isBot === false);
  return response ? microseconds(createdAt, response.createdAt) / 1e6 : null;
}
