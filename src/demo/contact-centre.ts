import type { Instant } from '../instant';
import type { PresenceFact } from '../rulebook/presence';
import { startTimes, weeksFor } from './arrivals';
import { createClients } from './clients';
import { contactOf } from './contacts';
import { createDice } from './dice';
import { WEEK } from './kyiv-time';
import { INBOXES } from './places';
import { play } from './story/plots';
import { Scene, type SkipMark } from './story/scene';
import { type Course, createTimeline, type TimedCommand } from './timeline';

/** What the demo is made from. */
export interface ContactCentreOptions {
  readonly seed: number;
  readonly dialogs: number;
  /** The end of the period; nothing lies after it. */
  readonly until: Instant;
}

/** A command of a dialog of the demo, in the order of time. */
export interface Step {
  /** The dialogs are numbered from 0 in the order of their starts. */
  readonly dialog: number;
  /**
   * Its ids are places: of the conversation in the order of their creation, of the contact for `contactOf`, of agents,
   * teams and inboxes in the lists of ./places.
   */
  readonly command: TimedCommand;
  /** With the first command of a dialog, what is known of it beside its commands: all until the end of the demo. */
  readonly beside: Beside | null;
}

/** What is known of a dialog beside its commands. */
export interface Beside {
  /** When its visitor was on the site; null where the channel does not know, and where the visitor did not come. */
  readonly presence: VisitorPresence | null;
  readonly skip: SkipMark | null;
}

/** What a visitor's page told; ids are places as in commands. */
export interface VisitorPresence {
  readonly contactId: number;
  readonly inboxId: number;
  readonly session: string;
  readonly facts: readonly PresenceFact[];
}

/**
 * The demo contact centre: exactly `dialogs` dialogs in the four weeks before `until` (longer beyond 5,000 dialogs a
 * week), as commands in the order of time, of which only those still to come of the dialogs under way are in memory.
 *
 * The same options give the very same commands. Another `until` moves the picture: whole weeks earlier or later it is
 * the same to the microsecond (where Kyiv's clocks don't change in between); else the number of dialogs, the people and
 * every dialog's dice stay, and the starts are laid out anew so that they fall into working hours.
 */
export function* generateContactCentre({ seed, dialogs, until }: ContactCentreOptions): Generator<Step> {
  const clients = createClients(seed);
  const timeline = createTimeline();
  const underWay = new Map<number, Scene>();

  function* playUntil(moment: Instant): Generator<Step> {
    for (let next = timeline.next(moment); next; next = timeline.next(moment)) {
      const { dialog, commands } = next.course;
      const scene = underWay.get(dialog)!;
      const beside = next.command === commands[0] ? besideOf(dialog, scene, until) : null;
      if (next.last) {
        underWay.delete(dialog);
        clients.release(scene.visit.conversation, scene.assignee, scene.team);
      }
      yield { dialog, command: next.command, beside };
    }
  }

  let dialog = 0;
  for (const at of startTimes(seed, dialogs, until)) {
    yield* playUntil(at);
    const dice = createDice(seed, 5, dialog);
    const visit = clients.visit(dice);
    const scene = new Scene(visit, contactOf(seed, visit.contact).language, dice, at);
    play(scene);
    scene.visitor.goes(scene.now + dice.span(20, 1));
    underWay.set(dialog, scene);
    const course: Course = { dialog, commands: scene.commands };
    timeline.add(course);
    dialog += 1;
  }
  yield* playUntil(until);
}

function besideOf(dialog: number, scene: Scene, until: Instant): Beside {
  const { contact: contactId, inbox: inboxId } = scene.visit;
  const facts = INBOXES[inboxId]!.channel === 'website' ? scene.visitor.facts(until) : [];
  return {
    presence: facts.length === 0 ? null : { contactId, inboxId, session: `page-${dialog + 1}`, facts },
    skip: scene.skip && scene.skip.at <= until ? scene.skip : null,
  };
}

/** When the demo of so many dialogs begins. */
export function beginningOf({ dialogs, until }: Pick<ContactCentreOptions, 'dialogs' | 'until'>): Instant {
  return until - weeksFor(dialogs) * WEEK;
}
