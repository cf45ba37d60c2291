import type { Instant } from '../instant';
import { startTimes, weeksFor } from './arrivals';
import { createClients } from './clients';
import { contactOf } from './contacts';
import { createDice } from './dice';
import { WEEK } from './kyiv-time';
import { play } from './story/plots';
import { Scene } from './story/scene';
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
      const { dialog } = next.course;
      if (next.last) {
        const { visit, assignee, team } = underWay.get(dialog)!;
        underWay.delete(dialog);
        clients.release(visit.conversation, assignee, team);
      }
      yield { dialog, command: next.command };
    }
  }

  let dialog = 0;
  for (const at of startTimes(seed, dialogs, until)) {
    yield* playUntil(at);
    const dice = createDice(seed, 5, dialog);
    const visit = clients.visit(dice);
    const scene = new Scene(visit, contactOf(seed, visit.contact).language, dice, at);
    play(scene);
    underWay.set(dialog, scene);
    const course: Course = { dialog, commands: scene.commands };
    timeline.add(course);
    dialog += 1;
  }
  yield* playUntil(until);
}

/** When the demo of so many dialogs begins. */
export function beginningOf({ dialogs, until }: Pick<ContactCentreOptions, 'dialogs' | 'until'>): Instant {
  return until - weeksFor(dialogs) * WEEK;
}
