import { AGENTS, BILLING, SUPPORT, TEAMS } from '../places';
import { anyOnShift, takeFromQueue, toTeam } from './queue';
import { nameOf, type Scene } from './scene';
import { ACTIVITY } from './texts';

/** The assigned agent leaves a note; it may mention a colleague, who is reminded or answers by a note. */
export function leaveNotes(scene: Scene): void {
  const { dice, texts } = scene;
  const agent = scene.assignee!;
  scene.passForAgent(agent, 60, 0.8);
  if (dice.chance(0.45)) {
    scene.note(agent, texts.note.plain);
    return;
  }
  const colleague = dice.pick(scene.inbox.agents.filter((other) => other !== agent));
  scene.note(agent, texts.note.mention, colleague);
  if (dice.chance(0.4)) {
    scene.passForAgent(agent, 1_800, 0.9);
    scene.note(agent, texts.note.mentionAgain, colleague);
  }
  if (!dice.chance(0.5)) return;
  scene.passForAgent(colleague, 600, 1);
  scene.note(colleague, texts.note.plain);
}

/** The assigned agent passes the dialog on: to a colleague, back into the queue, or to the other team. */
export function passOn(scene: Scene, how: 'direct' | 'queue' | 'team'): void {
  const { dice, texts } = scene;
  const from = scene.assignee!;
  const team = how === 'team' ? otherTeam(scene) : AGENTS[from]!.team;
  scene.passForAgent(from, 120, 0.9);
  const to = how === 'queue' || (how === 'team' && dice.chance(0.5)) ? undefined : anyOnShift(scene, team, from);
  if (to !== undefined && dice.chance(0.4)) scene.note(from, texts.note.mention, to);
  scene.assign({ agentId: to ?? null, ...(team === scene.team ? {} : { teamId: team }) });
  if (how === 'team') scene.activity(ACTIVITY.teamSet(nameOf(from), TEAMS[team]!));
  scene.activity(to === undefined ? ACTIVITY.unassigned(nameOf(from)) : ACTIVITY.assigned(nameOf(from), nameOf(to)));
  if (to === undefined) {
    scene.pass(300, 1.2);
    if (dice.chance(0.3)) toTeam(scene);
  }
  scene.agent(takeFromQueue(scene), texts.agent.takeover);
}

/** The agent needs time, and the dialog sleeps until the client writes or the time is over. */
export function snooze(scene: Scene): void {
  const { dice, texts } = scene;
  const agent = scene.assignee!;
  scene.passForAgent(agent, 60, 0.8);
  scene.agent(agent, texts.agent.promise);
  scene.setStatus('snoozed');
  scene.activity(ACTIVITY.snoozed(nameOf(agent)));
  if (dice.chance(0.35)) {
    scene.passForClient(20);
    scene.client(texts.client.waiting);
  } else {
    scene.passForAgent(agent, 28_800, 1.1);
    scene.setStatus('open');
  }
  scene.activity(ACTIVITY.reopened(nameOf(agent)));
}

function otherTeam(scene: Scene): number {
  return AGENTS[scene.assignee!]!.team === SUPPORT ? BILLING : SUPPORT;
}
