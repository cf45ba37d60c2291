import { contactOf } from './contacts';
import type { Dice } from './dice';
import { INBOXES } from './places';

/** Who begins the next dialog, and what its conversation was left with. */
export interface Visit {
  readonly conversation: number;
  readonly contact: number;
  readonly inbox: number;
  /** Whether the conversation does not exist yet. */
  readonly first: boolean;
  readonly assignee: number | null;
  readonly team: number | null;
}

/** The clients so far. Per conversation it keeps a few numbers, the only thing of the demo that grows with its length. */
export interface Clients {
  /** A client begins a dialog: a new one, a known one in another inbox, or one who comes back. */
  visit(dice: Dice): Visit;
  /** The dialog of the conversation is over; its client may come back. */
  release(conversation: number, assignee: number | null, team: number | null): void;
}

/** So many resolved conversations there must be before clients come back, or the same few would do so at once. */
const FEWEST_TO_CHOOSE_FROM = 60;
/** How often those who come back to the site begin a new conversation there, for their browsers know nothing of the old. */
const ANEW_ON_SITE = 0.4;
/** Whoever was served last comes back soonest. */
const RECENT = 40;

export function createClients(seed: number): Clients {
  const contacts: number[] = [];
  const inboxes: number[] = [];
  const left = new Map<number, Pick<Visit, 'assignee' | 'team'>>();
  const recent: number[] = [];
  const older: number[] = [];
  const withSecondInbox: number[] = [];
  let known = 0;

  const open = (contact: number, inbox: number): Visit => {
    contacts.push(contact);
    const conversation = inboxes.push(inbox) - 1;
    return { conversation, contact, inbox, first: true, assignee: null, team: null };
  };
  const newContact = () => {
    const contact = known;
    known += 1;
    const { inbox, secondInbox } = contactOf(seed, contact);
    if (secondInbox !== null) withSecondInbox.push(contact);
    return open(contact, inbox);
  };

  return {
    visit(dice) {
      if (recent.length + older.length < FEWEST_TO_CHOOSE_FROM || dice.chance(0.38)) {
        if (withSecondInbox.length === 0 || dice.chance(0.85)) return newContact();
        const contact = takeAny(withSecondInbox, dice);
        return open(contact, contactOf(seed, contact).secondInbox!);
      }
      const soon = older.length === 0 || dice.chance(0.25);
      const conversation = soon ? recent.splice(dice.int(0, recent.length - 1), 1)[0]! : takeAny(older, dice);
      const { assignee, team } = left.get(conversation) ?? { assignee: null, team: null };
      left.delete(conversation);
      const [contact, inbox] = [contacts[conversation]!, inboxes[conversation]!];
      if (INBOXES[inbox]!.channel === 'website' && dice.chance(ANEW_ON_SITE)) return open(contact, inbox);
      return { conversation, contact, inbox, first: false, assignee, team };
    },
    release(conversation, assignee, team) {
      if (assignee !== null || team !== null) left.set(conversation, { assignee, team });
      recent.push(conversation);
      if (recent.length > RECENT) older.push(recent.shift()!);
    },
  };
}

function takeAny(list: number[], dice: Dice): number {
  const place = dice.int(0, list.length - 1);
  const item = list[place]!;
  const last = list.pop()!;
  if (place < list.length) list[place] = last;
  return item;
}
