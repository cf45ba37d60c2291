import { SECOND } from '../kyiv-time';
import { SUPPORT } from '../places';
import { helpByPhone, TIME_OUT, walkAway } from './departures';
import { resolve } from './endings';
import { anyOnShift, takeFromQueue } from './queue';
import type { Scene } from './scene';
import { leaveNotes, passOn, snooze } from './turns';

const MOST_TURNS = 40;

/** How many of the site's visitors don't wait for an agent: fewer of those whom a bot has talked with first. */
const WALK_AWAY = { afterBot: 0.12, unmet: 0.38 } as const;

/** Agents serve the dialog, from the queue to its end. */
export function serve(scene: Scene, isMetByBot = false): void {
  if (endsInQueue(scene, isMetByBot)) return;
  scene.agent(takeFromQueue(scene), scene.texts.agent.hello);
  talk(scene);
  end(scene);
}

/** Whether the dialog ends in the queue: then it is told how. */
function endsInQueue(scene: Scene, isMetByBot: boolean): boolean {
  const { dice, team } = scene;
  if (scene.inbox.channel === 'website' && scene.visitor.isThere) {
    if (dice.chance(isMetByBot ? WALK_AWAY.afterBot : WALK_AWAY.unmet)) return !walkAway(scene);
    const caller = dice.chance(0.02) ? anyOnShift(scene, team ?? SUPPORT) : undefined;
    if (caller !== undefined) helpByPhone(scene, caller);
    return caller !== undefined;
  }
  const isUnanswered = dice.chance(0.055);
  if (isUnanswered) leaveUnanswered(scene);
  return isUnanswered;
}

/** Client and agents write in turns; at some of them the dialog is passed on, snoozed or discussed. */
export function talk(scene: Scene): void {
  const { dice, texts } = scene;
  const turns = Math.min(MOST_TURNS, Math.round(dice.span(3, 0.8) / SECOND));
  for (let turn = 0; turn < turns; turn += 1) {
    scene.passForClient();
    scene.clientAnswers();
    if (dice.chance(0.2)) {
      scene.passForClient(0.4);
      scene.client(texts.client.more);
    }
    const step = dice.weighted({ talk: 84, notes: 7, direct: 2.8, queue: 1.9, team: 1.5, snooze: 3.6 });
    if (step === 'notes') leaveNotes(scene);
    else if (step === 'snooze') snooze(scene);
    else if (step !== 'talk') passOn(scene, step);
    scene.passForAgent(scene.assignee!, scene.inbox.channel === 'email' ? 600 : 70, 1.1);
    scene.agentAsks(scene.assignee!);
  }
}

function end(scene: Scene): void {
  const { dice, texts } = scene;
  const by = dice.weighted({ agent: 80, system: 8, visitor: scene.inbox.channel === 'website' ? 10 : 0 });
  if (by === 'system') scene.pass(TIME_OUT, 0.05);
  else if (dice.chance(0.6)) {
    scene.passForClient();
    scene.client(texts.client.thanks);
  }
  if (by === 'visitor') scene.passThere(40, 0.8);
  if (by === 'agent') sayGoodbye(scene);
  resolve(scene, by, by === 'agent' ? scene.assignee : null);
}

function sayGoodbye(scene: Scene): void {
  const agent = scene.assignee!;
  scene.passForAgent(agent, 90, 1.2);
  if (scene.dice.chance(0.4)) return;
  scene.agent(agent, scene.texts.agent.goodbye);
  scene.passForAgent(agent, 30, 0.8);
}

/** Nobody answers: the time-out ends the dialog after a day or two. */
function leaveUnanswered(scene: Scene): void {
  const { dice } = scene;
  for (let nudges = dice.int(0, 2); nudges > 0; nudges -= 1) {
    scene.passForClient(4);
    scene.client(scene.texts.client.waiting);
  }
  scene.pass(dice.int(1, 2) * TIME_OUT, 0.02);
  resolve(scene, 'system', null);
}
