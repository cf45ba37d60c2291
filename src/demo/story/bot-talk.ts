import { TIME_OUT } from './departures';
import { resolve } from './endings';
import { toTeam } from './queue';
import { nameOf, type Scene } from './scene';
import { serve } from './service';
import { ACTIVITY } from './texts';

/** The bot greets the client who wrote, and asks. It answers alone, loses the client, or calls a human. */
export function talkToBot(scene: Scene): void {
  const { dice, texts } = scene;
  scene.template(texts.automatic.greeting);
  scene.pass(0.6, 0.4);
  scene.bot(texts.bot.menu);
  const outcome = dice.weighted({ answers: 24, loses: 7, calls: 69 });
  if (outcome === 'loses') {
    scene.pass(TIME_OUT, 0.02);
    resolve(scene, 'system', null);
    return;
  }
  // Some look into their papers first.
  scene.passForClient(dice.chance(0.1) ? 40 : 1);
  if (outcome === 'answers') answerAlone(scene);
  else callHuman(scene);
}

function answerAlone(scene: Scene): void {
  const { dice, texts } = scene;
  let asksMore = true;
  while (asksMore) {
    const { client, company } = dice.pick(texts.botAnswers);
    scene.client([client]);
    scene.pass(0.8, 0.5);
    scene.bot([company]);
    asksMore = dice.chance(0.35);
    if (asksMore) scene.passForClient();
  }
  const by = dice.weighted({ bot: 72, visitor: scene.inbox.channel === 'website' ? 18 : 0, system: 10 });
  if (by === 'bot') {
    scene.passForClient();
    scene.client(texts.client.thanks);
  } else scene.pass(by === 'system' ? 3_600 : 45, 0.5);
  resolve(scene, by, null);
}

function callHuman(scene: Scene): void {
  const { bot, client } = scene.texts;
  scene.client(client.human);
  scene.pass(0.8, 0.5);
  scene.bot(bot.connecting);
  scene.setStatus('open');
  scene.activity(ACTIVITY.reopened(nameOf(null)));
  toTeam(scene);
  serve(scene, true);
}
