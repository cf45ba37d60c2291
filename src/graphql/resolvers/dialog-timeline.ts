import { stretchSeconds } from '../../rulebook/assignments';
import { onlineSince, type TimelineStretch, timelineOf } from '../../rulebook/dialog-timeline';
import type { DialogResolvers, DialogStretchResolvers } from '../generated';

/** A stretch of a dialog, with its length until now where it lasts. */
export interface DialogStretchRecord extends TimelineStretch {
  readonly seconds: number;
}

/** The fields of a dialog that tell its course. */
export const timelineFields: Pick<DialogResolvers, 'stretches' | 'presence'> = {
  stretches: async ({ id }, _args, context) => {
    const facts = await context.loaders.facts.load(id);
    if (facts === null) return [];
    return timelineOf({ ...facts, firstClientMessageAt: facts.clientMessages[0] ?? null }).map((stretch) => ({
      ...stretch,
      seconds: stretchSeconds(stretch, context.now),
    }));
  },
  presence: async ({ id }, _args, context) => {
    const facts = await context.loaders.facts.load(id);
    if (!facts?.presenceCapable || facts.online === null || facts.presenceRemovedAt !== null) return null;
    const end = facts.resolvedAt ?? context.now;
    return onlineSince(facts.online, facts.startedAt).map((stretch) => ({
      ...stretch,
      seconds: stretchSeconds(stretch, end),
    }));
  },
};

export const DialogStretch: DialogStretchResolvers = {
  agent: ({ agentId }, _args, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
};
