import { isOnShift, nextOnShift } from '../kyiv-time';
import { AGENTS, BILLING, SUPPORT, TEAMS } from '../places';
import { nameOf, type Scene } from './scene';
import { ACTIVITY } from './texts';

/** The bot's work ends, or a letter has come: the dialog is given to a team, and to an agent of it who is there. */
export function toTeam(scene: Scene): void {
  const { dice } = scene;
  const by = nameOf(null);
  const teamId = scene.team ?? (dice.chance(0.7) ? SUPPORT : BILLING);
  const known = scene.team === teamId;
  const agentId = scene.assignee === null && dice.chance(0.75) ? anyOnShift(scene, teamId) : undefined;
  if (known && agentId === undefined) return;
  scene.assign({ ...(known ? {} : { teamId }), ...(agentId === undefined ? {} : { agentId }) });
  if (!known) scene.activity(ACTIVITY.teamSet(by, TEAMS[teamId]!));
  if (agentId === undefined) return;
  scene.activity(ACTIVITY.assigned(by, nameOf(agentId)));
  scene.automatic(scene.texts.automatic.connected);
}

/** The queue ends: whoever is assigned reacts, or an agent of the team takes the dialog. The result serves it. */
export function takeFromQueue(scene: Scene): number {
  const { dice, assignee } = scene;
  const agent = assignee === null || dice.chance(0.04) ? firstAvailable(scene, assignee) : assignee;
  scene.passForAgent(agent, assignee === null ? 200 : 80, 1.1);
  // One's own first message is an acceptance too.
  if (agent !== assignee || dice.chance(0.45)) scene.accept(agent);
  if (agent !== assignee) scene.activity(ACTIVITY.assigned(nameOf(agent), nameOf(agent)));
  return agent;
}

/** An agent of the team, but not `except`, who works now; undefined when nobody does. */
export function anyOnShift(scene: Scene, team: number, except: number | null = null): number | undefined {
  const there = agentsOf(scene, team, except).filter((agent) => isOnShift(AGENTS[agent]!.shift, scene.now));
  return there.length === 0 ? undefined : scene.dice.pick(there);
}

/** Whether anybody who answers in the dialog's inbox works now. */
export function isStaffed(scene: Scene): boolean {
  return scene.inbox.agents.some((agent) => isOnShift(AGENTS[agent]!.shift, scene.now));
}

/** An agent of the team who works now, else one of those who come first. */
function firstAvailable(scene: Scene, except: number | null): number {
  const agents = agentsOf(scene, scene.team ?? SUPPORT, except);
  const soonest = Math.min(...agents.map((agent) => nextOnShift(AGENTS[agent]!.shift, scene.now)));
  return scene.dice.pick(agents.filter((agent) => nextOnShift(AGENTS[agent]!.shift, scene.now) === soonest));
}

function agentsOf(scene: Scene, team: number, except: number | null): number[] {
  return scene.inbox.agents.filter((agent) => agent !== except && AGENTS[agent]!.team === team);
}
