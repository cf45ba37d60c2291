import type { Reason } from '../../src/rulebook/kind-reasons';

/** A story (see story.ts), the kinds that it gives, the reason, and the sentence of W or of rules §5 that decides. */
export type Case = readonly [story: string, kinds: string, reason: Reason, sentence: string];

const ACTIVE = 'посетитель считался онлайн хотя бы в один момент, пока диалог был в общении.';
const ROBOT = 'был переход в состояние общения (chatting / chatting_with_robot и т. п.);';
const EARLY = 'если посетитель ушёл раньше тайм-аута отказа → это отказ (bounce);';
const LONGER = 'если посетитель ждал дольше тайм-аута отказа и ушёл, не получив ответа → это пропущенное (missed).';
const QUEUE_CLOSED = 'диалог стоял в очереди, посетитель ушёл/закрыл диалог до истечения тайм-аута отказа;';
const EMPTY =
  'посетитель открыл чат, но не отправил ни одного сообщения и закрыл его, пока диалог ещё был в ожидании ' +
  '(такие “пустые” обращения также относятся к отказам).';
const REACTION =
  'Посетитель дождался истечения тайм-аута отказа и ушёл (стал офлайн) до того, как получил реакцию оператора.';
const AFTERWARDS =
  'Если посетитель покинул сайт, пока диалог стоял в очереди, а оператор принял чат уже после ухода посетителя, ' +
  'такой диалог считается пропущенным.';
const NOT_BACK = 'Посетитель не вернулся до окончательного закрытия диалога.';
const STAYED = '“Онлайн” включает ситуацию, когда посетитель закрыл окно чата, но остался на сайте.';
const PUSH =
  'В каналах общения и в мобильных приложениях с push-токеном пропущенные обращения не формируются ' +
  '(посетители в них воспринимаются системой как находящиеся онлайн).';
const ONLY_OFFLINE =
  'Если диалог начался как офлайн-обращение, threadkind будет содержать только offline и не будет комбинироваться ' +
  'с chat/missed/bounce/rejected_invitation.';
const NO_WORD = 'посетитель так и не написал ни одного сообщения;';
const SOMEBODY = 'Посетитель инициировал обращение с сайта в момент, когда хотя бы один оператор был онлайн.';
const SKIPPED = 'служебная пометка, что диалог не должен участвовать в аналитике и выборках.';

const OUTSIDE = 'The departure lies outside a waiting stretch: stop.';
const ACCEPTED = 'An agent had accepted while the visitor was online: stop.';
const UNDONE = 'Coming back before the close undoes it.';
const LAST_SIGN = '-> the end of its last online stretch (the last sign of life, not the moment a sweep noticed)';
const BOUNCE_FIRST = 'Left before T and accepted after it is bounce';
const REOPENS = 'A message is a sign of life that extends or reopens a known presence;';
const AT_CLOSE = 'the visitor closed the dialog itself while waiting -> the close';
const UNKNOWN = 'No presence known on a capable channel: the visitor counts as online';
const RUNS = 'robot and chatting break a run.';
const UNTIL_MESSAGE = "started by invitation or agent = invitation, until the client's first message";
const BY_AGENT = 'gets none of the three [D].';
const NOT_BEFORE = 'are decided at the close, never before';

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  chat: [
    ['0 starts; 0 writes; 20 Ann accepts; 300 closed by agent', 'chat', 'stayed', ACTIVE],
    ['0 starts; 0 writes; 20 Ann answers; 300 closed by agent', 'chat', 'stayed', "the agent's first public message"],
    ['0 starts; 0 writes; 20 Ann accepts; 50 leaves; 300 closed by agent', 'chat', 'left-not-waiting', OUTSIDE],
    ['0 starts; 0 writes; 20 Ann accepts; 50 closed by visitor', 'chat', 'stayed', AT_CLOSE],
    ['0 starts; 0 writes; 50 Ann accepts; 50 leaves; 300 closed', 'chat', 'left-not-waiting', ACTIVE],
    ['0 starts; 0 writes; 90 Ann answers; 90 closed by agent', 'chat', 'stayed', ACTIVE],
    ['0 starts; 0 writes; 20 Ann accepts; 50 Ann answers', 'chat', 'still-open', '(also while the dialog is open)'],
  ],
  'bot and queue': [
    ['0 starts with bot; 0 writes; 90 closed by bot', 'chat', 'stayed', ROBOT],
    ['0 starts with bot; 0 writes; 30 leaves; 300 closed by bot', 'chat', 'left-not-waiting', OUTSIDE],
    ['0 starts with bot; 30 closed by visitor', 'chat', 'stayed', ROBOT],
    ['0 starts with bot; 0 writes; 30 open; 120 leaves; 300 closed', 'chat+missed', 'waited-in-vain', LONGER],
    ['0 starts with bot; 0 writes; 100 open; 130 leaves; 300 closed', 'chat+bounce', 'left-early', RUNS],
    ['bot; 0 starts; 0 writes; 50 pending; 60 open; 100 leaves; 300 closed', 'chat+bounce', 'left-early', RUNS],
    ['0 starts with bot; 0 writes; 30 open; 300 closed', 'chat', 'stayed', 'else none, stop.'],
    [
      '0 starts pending; 0 writes; 40 open; 90 leaves; 300 closed',
      'missed',
      'waited-in-vain',
      'pending without one = waiting;',
    ],
    ['0 starts snoozed; 90 leaves; 300 closed', 'none', 'left-not-waiting', 'snoozed keeps the side it had'],
    ['0 starts snoozed; 100 open; 130 leaves; 300 closed', 'bounce', 'left-early', 'snoozed keeps the side it had'],
  ],
  'leaving while waiting': [
    ['0 starts; 0 writes; 59 leaves; 300 closed', 'bounce', 'left-early', EARLY],
    [
      '0 starts; 0 writes; 60 leaves; 300 closed',
      'missed',
      'waited-in-vain',
      'Waited T or more [D: equality is missed]',
    ],
    ['0 starts; 0 writes; 61 leaves; 300 closed', 'missed', 'waited-in-vain', LONGER],
    ['0 starts; 0 writes; 75 vanishes; 300 closed', 'missed', 'waited-in-vain', LAST_SIGN],
    ['0 starts; 0 writes; 50 vanishes; 300 closed', 'bounce', 'left-early', LAST_SIGN],
    ['0 starts; 90 leaves; 300 closed by system', 'missed', 'waited-in-vain', LONGER],
    [
      '0 starts; 0 writes; 90 leaves; 90 closed by agent',
      'missed',
      'waited-in-vain',
      'the visitor is offline at the close',
    ],
    [
      '0 starts; 0 writes; 10 Ann assigned; 90 leaves; 300 closed',
      'missed',
      'waited-in-vain',
      'Assignment alone is not acceptance',
    ],
    [
      'T=0; 0 starts; 0 writes; 0 leaves; 300 closed',
      'missed',
      'waited-in-vain',
      'Waited T or more [D: equality is missed]',
    ],
    [
      'T=0; 0 starts; 0 writes; 1 leaves; 300 closed',
      'missed',
      'waited-in-vain',
      'Waited T or more [D: equality is missed]',
    ],
    ['T=120; 0 starts; 0 writes; 119 leaves; 300 closed', 'bounce', 'left-early', 'Waited less than T: `bounce`.'],
    ['0 starts; 0 writes; 300 closed by agent', 'none', 'stayed', 'nobody answered and the visitor never left.'],
    ['0 starts; 0 writes; 20 closes the window; 300 closed by agent', 'none', 'stayed', STAYED],
    ['0 starts; 0 writes; 90 leaves; 300 team 5', 'none', 'still-open', NOT_BEFORE],
  ],
  'accepted after leaving, or before': [
    ['0 starts; 0 writes; 70 leaves; 100 Ann answers; 300 closed', 'missed', 'waited-in-vain', AFTERWARDS],
    ['0 starts; 0 writes; 70 leaves; 71 Ann accepts; 300 closed', 'missed', 'waited-in-vain', AFTERWARDS],
    ['0 starts; 0 writes; 30 leaves; 40 Ann answers; 300 closed', 'bounce', 'left-early', BOUNCE_FIRST],
    [
      '0 starts; 0 writes; 10 Ann accepts; 20 Ann answers; 50 unassigned; 150 leaves; 300 closed',
      'chat',
      'answered',
      ACCEPTED,
    ],
    ['0 starts; 0 writes; 20 Ann accepts; 50 unassigned; 60 leaves; 300 closed', 'chat', 'answered', ACCEPTED],
    ['0 starts; 0 writes; 20 Ann accepts; 50 Bob assigned; 150 leaves; 300 closed', 'chat', 'answered', ACCEPTED],
    [
      '0 starts; 0 writes; 20 Ann accepts; 50 Bob assigned; 60 Bob answers; 150 leaves; 300 closed',
      ...(['chat', 'left-not-waiting', 'passed to another agent = waiting until accepted.'] as const),
    ],
    [
      '0 starts; 0 writes; 30 leaves; 40 Ann accepts; 50 unassigned; 60 returns; 130 leaves; 300 closed',
      ...(['missed', 'waited-in-vain', REACTION] as const),
    ],
    [
      '0 starts; 0 writes; 30 leaves; 40 Ann accepts; 60 returns; 90 unassigned; 200 leaves; 300 closed',
      ...(['chat', 'answered', ACCEPTED] as const),
    ],
  ],
  'coming back': [
    ['0 starts; 0 writes; 90 leaves; 150 returns; 300 closed', 'none', 'stayed', UNDONE],
    ['0 starts; 0 writes; 90 leaves; 150 returns; 200 leaves; 300 closed', 'missed', 'waited-in-vain', NOT_BACK],
    ['0 starts; 0 writes; 30 leaves; 40 returns; 90 leaves; 300 closed', 'missed', 'waited-in-vain', NOT_BACK],
    ['0 starts; 0 writes; 10 leaves; 20 returns; 50 leaves; 300 closed', 'bounce', 'left-early', EARLY],
    ['0 starts; 0 writes; 90 leaves; 100 closed; 110 returns', 'missed', 'waited-in-vain', NOT_BACK],
    ['0 starts; 0 writes; 90 leaves; 150 returns; 160 Ann accepts; 300 closed', 'chat', 'stayed', UNDONE],
    ['0 starts; 0 writes; 30 leaves; 120 writes; 300 closed', 'missed', 'waited-in-vain', REOPENS],
  ],
  'closing the dialog': [
    ['0 starts; 0 writes; 59 closed by visitor', 'bounce', 'left-early', QUEUE_CLOSED],
    ['0 starts; 0 writes; 60 closed by visitor', 'missed', 'waited-in-vain', AT_CLOSE],
    ['0 starts; 0 writes; 90 closed by visitor', 'missed', 'waited-in-vain', AT_CLOSE],
    ['0 starts; 0 writes; 30 leaves; 90 closed by visitor', 'missed', 'waited-in-vain', AT_CLOSE],
    ['0 starts; 30 closed by visitor', 'bounce', 'closed-without-message', EMPTY],
    ['0 starts; 300 closed by visitor', 'bounce', 'closed-without-message', EMPTY],
    ['0 starts; 90 closed by agent', 'none', 'stayed', 'else none, stop.'],
  ],
  'channels without presence, and presence that is not known': [
    ['messenger; 0 starts; 0 writes; 90 leaves; 300 closed by agent', 'none', 'always-online', PUSH],
    ['push app; 0 starts; 0 writes; 90 leaves; 300 closed by agent', 'none', 'always-online', PUSH],
    ['messenger; 0 starts; 0 writes; 10 leaves; 20 Ann answers; 300 closed', 'chat', 'always-online', PUSH],
    ['messenger; 0 starts; 0 writes; 90 closed by visitor', 'none', 'always-online', PUSH],
    ['messenger; 0 starts; 0 writes; 30 closed by visitor', 'bounce', 'left-early', QUEUE_CLOSED],
    ['presence unknown; 0 starts; 0 writes; 300 closed by agent', 'none', 'presence-not-known', UNKNOWN],
    ['presence unknown; 0 starts; 0 writes; 20 Ann answers; 300 closed', 'chat', 'presence-not-known', UNKNOWN],
    ['presence unknown; 0 starts; 0 writes; 90 closed by visitor', 'none', 'presence-not-known', UNKNOWN],
    ['presence unknown; 0 starts; 300 closed by visitor', 'bounce', 'closed-without-message', EMPTY],
  ],
  offline: [
    ['offline; 0 starts; 0 writes; 20 Ann answers; 300 closed', 'offline', 'started-offline', ONLY_OFFLINE],
    ['offline; 0 starts; 0 writes; 90 leaves; 300 closed', 'offline', 'started-offline', ONLY_OFFLINE],
    ['offline; 0 starts; 5 closed by visitor', 'offline', 'started-offline', ONLY_OFFLINE],
    ['offline; 0 invites; 300 closed', 'offline', 'started-offline', ONLY_OFFLINE],
    ['offline; 0 starts; 0 writes', 'offline', 'started-offline', 'for good, whatever happens later.'],
    [
      'offline; skipped; 0 starts; 0 writes; 300 closed',
      'offline+skip',
      'started-offline',
      'exactly `offline` besides skip',
    ],
    ['no agent online; 0 starts; 0 writes; 90 leaves; 300 closed', 'none', 'no-agent-online', SOMEBODY],
    ['no agent online; 0 starts; 0 writes; 30 leaves; 300 closed', 'bounce', 'left-early', EARLY],
    [
      'agents unknown; 0 starts; 0 writes; 90 leaves; 300 closed',
      'missed',
      'waited-in-vain',
      'not known counts as yes [D]',
    ],
  ],
  'invitations and agents who start': [
    ['0 invites; 300 closed by system', 'rejected_invitation', 'invitation-rejected', NO_WORD],
    ['0 invites; 5 closed by visitor', 'rejected_invitation', 'invitation-rejected', NO_WORD],
    ['0 invites; 90 leaves; 300 closed', 'rejected_invitation', 'invitation-rejected', 'and nothing of the below.'],
    ['0 invites; 10 Ann answers; 300 closed', 'rejected_invitation', 'invitation-rejected', NO_WORD],
    ['0 invites; 90 leaves; 300 team 5', 'none', 'still-open', NOT_BEFORE],
    ['0 invites; 30 writes; 40 Ann accepts; 300 closed', 'chat', 'stayed', ACTIVE],
    ['0 invites; 50 writes; 110 leaves; 300 closed', 'missed', 'waited-in-vain', UNTIL_MESSAGE],
    ['0 invites; 50 writes; 109 leaves; 300 closed', 'bounce', 'left-early', UNTIL_MESSAGE],
    ['0 agent starts; 0 Ann answers; 90 leaves; 300 closed', 'none', 'started-by-agent', BY_AGENT],
    ['0 agent starts; 0 Ann answers; 30 writes; 90 leaves; 300 closed', 'chat', 'started-by-agent', UNTIL_MESSAGE],
    ['0 agent starts; 30 writes; 120 leaves; 300 closed', 'none', 'started-by-agent', BY_AGENT],
    ['0 agent starts; 5 closed by visitor', 'none', 'started-by-agent', BY_AGENT],
  ],
  skip: [
    ['skipped; 0 starts; 0 writes; 90 leaves; 300 closed', 'missed+skip', 'waited-in-vain', SKIPPED],
    ['skipped; 0 starts; 0 writes; 20 Ann accepts; 300 closed', 'chat+skip', 'stayed', 'whatever else holds.'],
    ['skipped; 0 invites; 300 closed', 'rejected_invitation+skip', 'invitation-rejected', 'whatever else holds.'],
    ['skipped; 0 starts; 0 writes', 'skip', 'still-open', 'Set by hand, at any time'],
  ],
};
