import { resolve } from './endings';
import { takeFromQueue } from './queue';
import type { Scene } from './scene';

/** The system resolves after so many seconds in which nobody wrote. */
export const TIME_OUT = 86_400;

/**
 * The site's visitor does not wait for an agent any longer, soon or after a while: closes the dialog, or the site.
 * Returns whether the dialog goes on, for the visitor has come back.
 */
export function walkAway(scene: Scene): boolean {
  const { dice } = scene;
  waitInVain(scene);
  const how = dice.weighted({ closesSite: 66, closesDialog: 20, comesBack: 14 });
  if (how === 'closesDialog') {
    resolve(scene, 'visitor', null);
    return false;
  }
  scene.visitor.goes(scene.now);
  if (how === 'comesBack') {
    scene.pass(150, 0.7);
    scene.visitor.comes(scene.now);
    if (dice.chance(0.7)) return true;
    waitInVain(scene);
    scene.visitor.goes(scene.now);
  }
  afterDeparture(scene);
  return false;
}

/** An agent has helped by phone, and resolves the dialog without a word in it while the visitor is still there. */
export function helpByPhone(scene: Scene, agent: number): void {
  scene.passThere(140, 0.5);
  scene.note(agent, scene.texts.note.phone);
  resolve(scene, 'agent', agent);
}

/** Half of them go within the first minute (the usual bounce timeout). */
function waitInVain(scene: Scene): void {
  const { dice } = scene;
  if (dice.chance(0.52)) {
    scene.pass(dice.int(7, 55), 0.02);
    return;
  }
  scene.pass(dice.int(62, 85), 0.02);
  if (dice.chance(0.5)) scene.client(scene.texts.client.waiting);
  scene.passThere(70, 0.8);
}

/** An agent answers one who has gone, or nobody does. */
function afterDeparture(scene: Scene): void {
  const { dice, texts } = scene;
  if (dice.chance(0.5)) {
    scene.pass(TIME_OUT, 0.02);
    resolve(scene, 'system', null);
    return;
  }
  const agent = takeFromQueue(scene);
  scene.agent(agent, texts.agent.hello);
  scene.passForAgent(agent, 900, 0.8);
  scene.agent(agent, texts.agent.goodbye);
  scene.passForAgent(agent, 30, 0.8);
  resolve(scene, 'agent', agent);
}
