const COUNTS = 'total client agent bot template activity private';

/** What our server is asked. */
const OURS = `query Page($after: String) { dialogs(first: 100, after: $after) {
  nodes { databaseId status createdAt resolvedAt
    transferCount transfers { number at from { databaseId name } to { databaseId name } viaQueue }
    agents { agent { databaseId name } wasAssigned assignments { from to seconds } assignedSeconds messagesSent
      whileAssigned { ${COUNTS} } }
    messageCounts { ${COUNTS} } }
  pageInfo { hasNextPage endCursor } } }`;

/** What PostGraphile is asked; the transfers tell their number, which would cost it another look at the events. */
const GRAPHILE = `query Page($at: Datetime!, $id: BigInt!) {
  page: pageList(afterAt: $at, afterId: $id, first: 100) {
  id status createdAt resolvedAt
  transfers: transfersList { number at fromId fromName toId toName viaQueue }
  agents: agentsList { agentId name wasAssigned assignments assignedSeconds messagesSent whileAssigned { ${COUNTS} } }
  messageCounts { ${COUNTS} } } }`;

/** A place in the list of dialogs: its cursor of our API, its moment and its id. */
export function bodyOfOurs({ cursor }) {
  return JSON.stringify({ query: OURS, variables: { after: cursor } });
}

export function bodyOfReference({ at, id }) {
  return JSON.stringify({ at, id });
}

export function bodyOfGraphile({ at, id }) {
  return JSON.stringify({ query: GRAPHILE, variables: { at, id } });
}

/** What an answer says, whoever gave it: of stretches that last the seconds until now are left out. */
export function contentOf(answer) {
  const { data, errors } = JSON.parse(answer);
  if (errors) throw new Error(`an error instead of a page: ${JSON.stringify(errors[0])}`);
  const nodes = data.page ? data.page.map(nodeOfGraphile) : data.dialogs.nodes;
  for (const { agents } of nodes) for (const agent of agents) roundSeconds(agent);
  return { nodes, hasNextPage: data.dialogs?.pageInfo.hasNextPage };
}

function roundSeconds(agent) {
  const rounded = (seconds) => Math.round(seconds * 1_000) / 1_000;
  const lasts = agent.assignments.some(({ to }) => to === null);
  agent.assignedSeconds = lasts ? null : rounded(agent.assignedSeconds);
  for (const stretch of agent.assignments) stretch.seconds = stretch.to === null ? null : rounded(stretch.seconds);
}

const STATUSES = ['OPEN', 'RESOLVED', 'PENDING', 'SNOOZED'];

function nodeOfGraphile({ id, status, createdAt, resolvedAt, transfers, agents, messageCounts }) {
  return {
    ...{ databaseId: id, status: STATUSES[status], createdAt: moment(createdAt), resolvedAt: moment(resolvedAt) },
    transferCount: transfers.length,
    transfers: transfers.map(({ number, at, fromId, fromName, toId, toName, viaQueue }) => ({
      ...{ number, at: moment(at), viaQueue },
      from: { databaseId: fromId, name: fromName },
      to: { databaseId: toId, name: toName },
    })),
    agents: agents.map(({ agentId, name, assignments, ...rest }) => ({
      ...rest,
      agent: { databaseId: agentId, name },
      assignments: assignments.map(({ from, to, seconds }) => ({ from: moment(from), to: moment(to), seconds })),
    })),
    messageCounts,
  };
}

/** PostgreSQL leaves out trailing zeros of the second's fraction, and the zone. */
function moment(text) {
  if (text === null) return null;
  const [seconds, fraction = ''] = text.split('.');
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}
