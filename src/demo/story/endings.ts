import type { Closer } from '../../rulebook/words';
import { TEAMS } from '../places';
import { nameOf, type Scene } from './scene';
import { ACTIVITY } from './texts';

/**
 * Ends the dialog, and does what hosts do after it: the activity, the goodbye and, where a bot serves the inbox, the
 * unassigning (N's messages 61 to 64). `who` is the agent who resolved it, null for anybody else.
 */
export function resolve(scene: Scene, closedBy: Closer, who: number | null): void {
  scene.setStatus('resolved', closedBy);
  scene.activity(ACTIVITY.resolved(nameOf(who)));
  scene.automatic(scene.texts.automatic.closed);
  if (!scene.inbox.bot || scene.dice.chance(0.15)) return;
  if (scene.assignee !== null) {
    scene.assign({ agentId: null });
    scene.activity(ACTIVITY.unassigned(nameOf(null)));
  }
  if (scene.team !== null) {
    const team = TEAMS[scene.team]!;
    scene.assign({ teamId: null });
    scene.activity(ACTIVITY.teamRemoved(nameOf(null), team));
  }
}
