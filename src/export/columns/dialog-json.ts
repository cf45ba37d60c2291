import type { ServedByNamed } from '../../graphql/served-loaders';
import { toIso } from '../../instant';
import type { KnownRecord } from '../../read-side/known';
import type { NamedMention } from '../rows/dialogs';
import { nameOf } from './said';

/*
 * What a dialog has several of, as JSON in the words of the API: objects with the fields of its types, in snake case.
 */

const agentJson = (agent: KnownRecord | null) => agent && { id: agent.id, name: nameOf(agent) };

/** `Dialog.transfers`. */
export function transfersJson({ transfers }: ServedByNamed) {
  return transfers.map(({ number, at, from, to, viaQueue }) => ({
    ...{ number, at: toIso(at), from: agentJson(from), to: agentJson(to), via_queue: viaQueue },
  }));
}

/** `Dialog.agents`. */
export function agentsJson({ agents }: ServedByNamed) {
  return agents.map((each) => ({
    agent: agentJson(each.agent),
    was_assigned: each.wasAssigned,
    assigned_seconds: each.assignedSeconds,
    assignments: each.assignments.map(({ from, to, seconds }) => ({
      ...{ from: toIso(from), to: to === null ? null : toIso(to), seconds },
    })),
    messages_sent: each.messagesSent,
    messages_sent_while_assigned: each.messagesSentWhileAssigned,
    while_assigned: each.whileAssigned,
  }));
}

/** `Dialog.messagesByAgent`. */
export function messagesByAgentJson({ messagesByAgent }: ServedByNamed) {
  return messagesByAgent.map(({ agent, whileAssigned, assigneeUnknown, sent }) => ({
    ...{ agent: agentJson(agent), while_assigned: whileAssigned, assignee_unknown: assigneeUnknown, sent },
  }));
}

/** `Dialog.mentions`. */
export function mentionsJson(mentions: readonly NamedMention[]) {
  return mentions.map(({ agent, at }) => ({ agent: agentJson(agent), mentioned_at: toIso(at) }));
}
