import { HOUR } from '../kyiv-time';
import { BILLING, SUPPORT } from '../places';
import { talkToBot } from './bot-talk';
import { TIME_OUT } from './departures';
import { resolve } from './endings';
import { anyOnShift, isStaffed, toTeam } from './queue';
import { nameOf, type Scene } from './scene';
import { serve, talk } from './service';
import { ACTIVITY, SKIP_REASONS } from './texts';

/** Plays one dialog on the scene, from its first command on: who begins it, and where, decides how it goes. */
export function play(scene: Scene): void {
  const { dice, visit, inbox } = scene;
  const newOnSite = visit.first && inbox.channel === 'website';
  const agent = anyOnShift(scene, dice.chance(0.7) ? SUPPORT : BILLING);
  if (agent !== undefined && dice.chance(0.06)) agentBegins(scene, agent);
  else if (agent !== undefined && !visit.first && dice.chance(0.03)) agentReopens(scene, agent);
  else if (newOnSite && dice.chance(0.01)) testRequest(scene);
  else if (newOnSite) beginsOnSite(scene);
  else clientBegins(scene);
}

/** The site invites where somebody works; where nobody does, it has a form most ask in. The others just begin. */
function beginsOnSite(scene: Scene): void {
  const { dice } = scene;
  const isOpen = isStaffed(scene);
  if (isOpen && dice.chance(0.24)) invitation(scene);
  else if (!isOpen && dice.chance(0.75)) offlineForm(scene);
  else if (dice.chance(0.06)) leftAtOnce(scene);
  else if (isOpen && dice.chance(0.7)) asksForAgent(scene);
  else clientBegins(scene);
}

/** The client chose a human before the chat: no bot comes first. */
function asksForAgent(scene: Scene): void {
  const { dice, texts } = scene;
  scene.start('open', 'visitor', false);
  scene.client(dice.chance(0.3) ? texts.client.forBilling : texts.client.hello);
  toTeam(scene);
  serve(scene);
}

/** The client writes: into a new conversation, or into a resolved one, which the message itself reopens. */
function clientBegins(scene: Scene): void {
  const { dice, inbox, texts, visit } = scene;
  if (visit.first) {
    scene.start(inbox.bot ? 'pending' : 'open', 'visitor', !inbox.bot && !isStaffed(scene));
    scene.client(dice.chance(0.3) ? texts.client.forBilling : texts.client.hello);
  } else {
    scene.client(dice.chance(0.4) ? texts.client.comeback : texts.client.hello);
    scene.activity(ACTIVITY.reopened(nameOf(null)));
  }
  if (inbox.bot) talkToBot(scene);
  else {
    scene.template(texts.automatic.receipt);
    toTeam(scene);
    serve(scene);
  }
}

/** An agent writes first; the client answers, or the time-out ends it. */
function agentBegins(scene: Scene, agent: number): void {
  const { dice, texts, visit } = scene;
  if (visit.first) scene.start('open', 'agent', false, agent);
  scene.agent(agent, texts.agent.first);
  if (scene.assignee !== agent) {
    scene.assign({ agentId: agent });
    scene.activity(ACTIVITY.assigned(nameOf(agent), nameOf(agent)));
  }
  if (dice.chance(0.3)) {
    scene.pass(2 * TIME_OUT, 0.05);
    resolve(scene, 'system', null);
    return;
  }
  scene.passForClient(10);
  scene.clientAnswers();
  scene.passForAgent(agent, 120, 1.1);
  scene.agentAsks(agent);
  talk(scene);
  scene.passForAgent(scene.assignee!, 120, 1.1);
  resolve(scene, 'agent', scene.assignee);
}

/** An agent opens what was resolved, thinks it over and resolves it again, as in N's messages 65 to 69. */
function agentReopens(scene: Scene, agent: number): void {
  scene.setStatus('open');
  scene.activity(ACTIVITY.reopened(nameOf(agent)));
  scene.accept(agent);
  scene.passForAgent(agent, 20, 0.8);
  scene.setStatus('snoozed');
  scene.activity(ACTIVITY.snoozed(nameOf(agent)));
  scene.passForAgent(agent, 40, 2.5);
  scene.setStatus('open');
  scene.activity(ACTIVITY.reopened(nameOf(agent)));
  scene.passForAgent(agent, 7_200, 1.6);
  resolve(scene, 'agent', agent);
}

/** The site invites by itself. Most clients do not answer. */
function invitation(scene: Scene): void {
  const { dice, texts } = scene;
  scene.start('pending', 'invitation', false);
  scene.template(texts.automatic.invitation);
  if (dice.chance(0.35)) {
    scene.passForClient();
    scene.client(texts.client.hello);
    talkToBot(scene);
    return;
  }
  const by = dice.weighted({ visitor: 40, system: 60 });
  scene.pass(by === 'visitor' ? 20 : 300, 0.6);
  scene.setStatus('resolved', by);
}

/** The client opens the chat, writes nothing and closes it; a few look at the greeting for minutes first. */
function leftAtOnce(scene: Scene): void {
  const { dice } = scene;
  scene.start(dice.chance(0.8) ? 'open' : 'pending', 'visitor', false);
  scene.template(scene.texts.automatic.greeting);
  scene.passThere(dice.chance(0.8) ? 12 : 130, 0.7);
  scene.setStatus('resolved', 'visitor');
}

/** Somebody of the company tries the widget out. Later a supervisor takes the dialog out of the numbers. */
function testRequest(scene: Scene): void {
  const { dice, texts } = scene;
  scene.start(dice.chance(0.5) ? 'open' : 'pending', 'visitor', false);
  scene.client(texts.client.test);
  scene.template(texts.automatic.greeting);
  scene.passThere(35, 0.7);
  resolve(scene, 'visitor', null);
  scene.skip = { at: scene.now + dice.int(1, 20) * HOUR, reason: dice.pick(SKIP_REASONS) };
}

/** Nobody works: the form takes the question, and the team finds it in the morning. */
function offlineForm(scene: Scene): void {
  scene.start('open', 'visitor', true);
  scene.client(scene.texts.client.hello);
  scene.template(scene.texts.automatic.offline);
  scene.passThere(15, 0.7);
  scene.visitor.goes(scene.now);
  toTeam(scene);
  serve(scene);
}
