import { type Author, authorOf } from './author';
import type { Dialog, Message } from './dialog';
import { courseOf, onlineStretches, type Stretch, spanOf, stretchesOfAgent } from './stretches';

/** A mark at a moment: a message, a transfer, or the visitor's leaving. */
export interface Mark {
  readonly key: string;
  readonly at: number;
  readonly what: Author | 'transfer' | 'departure';
  readonly message?: Message;
  /** The agents of a transfer. */
  readonly from?: string;
  readonly to?: string;
}

/** A row of the timeline. */
export interface Lane {
  readonly name: 'course' | 'visitor' | 'bot' | 'agent';
  /** Of an agent's lane, whose it is. */
  readonly agent?: { readonly databaseId: string; readonly name: string };
  readonly stretches: readonly Stretch[];
  readonly marks: readonly Mark[];
}

/** The rows of a dialog's timeline: what it was in, the visitor, bots, and each agent. */
export function lanesOf(dialog: Dialog, now: number): Lane[] {
  const { to } = spanOf(dialog, now);
  const messages = dialog.messages.nodes.filter(({ createdAt }) => Date.parse(createdAt) <= to);
  const marksOf = (isIn: (message: Message, author: Author) => boolean): Mark[] =>
    messages
      .map((message) => ({ message, what: authorOf(message) }))
      .filter(({ message, what }) => isIn(message, what))
      .map(({ message, what }) => ({ key: message.databaseId, at: Date.parse(message.createdAt), what, message }));
  const { departedAt } = dialog.classification;
  const departure: Mark[] = departedAt ? [{ key: 'departure', at: Date.parse(departedAt), what: 'departure' }] : [];
  const botMarks = marksOf((_message, author) => author === 'bot' || author === 'template');
  return [
    { name: 'course', stretches: courseOf(dialog), marks: [] },
    {
      name: 'visitor',
      stretches: onlineStretches(dialog),
      marks: [...marksOf((_message, author) => author === 'client'), ...departure],
    },
    ...(botMarks.length > 0 ? [{ name: 'bot' as const, stretches: [], marks: botMarks }] : []),
    ...peopleOf(dialog, messages).map((agent): Lane => {
      const transfers = dialog.transfers
        .filter((transfer) => transfer.to.databaseId === agent.databaseId)
        .map(({ number, at, from, to: receiver }): Mark => {
          return { key: `t${number}`, at: Date.parse(at), what: 'transfer', from: from.name, to: receiver.name };
        });
      const written = marksOf(({ senderAgent }) => senderAgent?.databaseId === agent.databaseId);
      return {
        name: 'agent',
        agent,
        stretches: stretchesOfAgent(dialog, agent.databaseId),
        marks: [...transfers, ...written],
      };
    }),
  ];
}

/** The agents of the dialog, then those who only wrote notes in it. */
function peopleOf({ agents }: Dialog, messages: readonly Message[]): NonNullable<Message['senderAgent']>[] {
  const people = new Map(agents.map(({ agent }) => [agent.databaseId, agent]));
  for (const { private: isPrivate, senderAgent } of messages) {
    if (isPrivate && senderAgent && !people.has(senderAgent.databaseId))
      people.set(senderAgent.databaseId, senderAgent);
  }
  return [...people.values()];
}

/** Every moment at which something happens on the lanes. */
export function momentsOfLanes(lanes: readonly Lane[]): number[] {
  return lanes.flatMap(({ stretches, marks }) => [
    ...stretches.flatMap(({ from, to }) => [from, to]),
    ...marks.map(({ at }) => at),
  ]);
}
