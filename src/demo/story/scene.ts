import type { Instant } from '../../instant';
import type { Closer, Starter, Status } from '../../rulebook/words';
import type { Command } from '../../write-side/commands';
import type { Visit } from '../clients';
import type { Dice } from '../dice';
import { MINUTE, nextOnShift, SECOND, type Shift } from '../kyiv-time';
import { AGENTS, BOT, INBOXES, type Inbox, type Language } from '../places';
import type { TimedCommand } from '../timeline';
import { TEXTS, type Texts } from './texts';
import { Visitor } from './visitor';

/** How long clients take to write: the median in seconds, and the spread. */
const CLIENT_PACE = { website: [35, 1], telegram: [80, 1.3], email: [2_400, 1] } as const;

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
/** Who hasn't answered within half an hour sleeps at night. */
const AWAKE: Shift = { days: EVERY_DAY, fromHour: 7, toHour: 24 };
const LONG_PAUSE = 30 * MINUTE;

/** Why a dialog is not to be counted, and when somebody said so. */
export interface SkipMark {
  readonly at: Instant;
  readonly reason: string;
}

/** The stage of one dialog: time passes on it, and what is done on it becomes commands. */
export class Scene {
  readonly commands: TimedCommand[] = [];
  readonly inbox: Inbox;
  readonly texts: Texts;
  /** Where the client is; told of those of the site alone. */
  readonly visitor: Visitor;
  assignee: number | null;
  team: number | null;
  skip: SkipMark | null = null;
  /** The number of the client's order. */
  private readonly order: number;
  /** The exchange between agent and client that is due, and whether the agent has begun it. */
  private exchange: number;
  private asked = false;

  constructor(
    readonly visit: Visit,
    language: Language,
    readonly dice: Dice,
    public now: Instant,
  ) {
    this.inbox = INBOXES[visit.inbox]!;
    this.texts = TEXTS[language];
    this.visitor = new Visitor(dice);
    this.assignee = visit.assignee;
    this.team = visit.team;
    this.order = dice.int(10_000, 99_999);
    this.exchange = dice.int(0, this.texts.exchanges.length - 1);
  }

  /** Lets a heavy-tailed time pass, half the times less than `median` seconds. */
  pass(median: number, spread: number): void {
    this.passUntil(this.now + this.dice.span(median, spread));
  }

  /** As `pass`, and the client stays all the while. */
  passThere(median: number, spread: number): void {
    this.now += this.dice.span(median, spread);
  }

  private passUntil(later: Instant): void {
    this.visitor.waits(this.now, later);
    this.now = later;
  }

  /** The client takes the time to write. */
  passForClient(slower = 1): void {
    const [median, spread] = CLIENT_PACE[this.inbox.channel];
    const span = this.dice.span(slower * median, spread);
    this.passUntil(span < LONG_PAUSE ? this.now + span : nextOnShift(AWAKE, this.now + span));
  }

  /** The agent takes the time to act; out of the shift, until some time after the next one begins. */
  passForAgent(agent: number, median: number, spread: number): void {
    const ready = this.now + this.dice.span(median, spread);
    const onShift = nextOnShift(AGENTS[agent]!.shift, ready);
    this.passUntil(onShift > ready ? onShift + this.dice.span(900, 0.9) : ready);
  }

  start(status: Status, startedBy: Starter, startedOffline: boolean | null, assigneeId: number | null = null): void {
    const { inbox: inboxId, contact: contactId, conversation: conversationId } = this.visit;
    this.assignee = assigneeId;
    if (startedBy !== 'agent') this.visitor.comes(this.now);
    this.do({
      type: 'start-conversation',
      ...{ conversationId, inboxId, contactId, status, assigneeId, teamId: null, startedBy, startedOffline },
    });
  }

  setStatus(status: Status, closedBy: Closer | null = null): void {
    if (closedBy === 'visitor') this.visitor.comes(this.now);
    this.do({ type: 'set-conversation-status', conversationId: this.visit.conversation, status, closedBy });
  }

  /** Changes the agent, the team, or both; what is left out stays. */
  assign(change: { readonly agentId?: number | null; readonly teamId?: number | null }): void {
    if (change.agentId !== undefined) this.assignee = change.agentId;
    if (change.teamId !== undefined) this.team = change.teamId;
    this.do({ type: 'assign-conversation', conversationId: this.visit.conversation, ...change });
  }

  accept(agentId: number): void {
    this.assignee = agentId;
    this.do({ type: 'accept-conversation', conversationId: this.visit.conversation, agentId });
  }

  client(lines: readonly string[]): void {
    this.visitor.comes(this.now);
    this.post('incoming', this.dice.pick(lines));
  }

  /** The client answers what an agent asked last. */
  clientAnswers(): void {
    const { exchanges, client } = this.texts;
    this.client(this.asked ? [exchanges[this.exchange]!.client] : client.answer);
    if (this.asked) this.exchange = (this.exchange + 1) % exchanges.length;
    this.asked = false;
  }

  /** The agent goes on to the next question. */
  agentAsks(agentId: number): void {
    this.agent(agentId, [this.texts.exchanges[this.exchange]!.company]);
    this.asked = true;
  }

  bot(lines: readonly string[]): void {
    this.post('outgoing', this.dice.pick(lines), { bot: true });
  }

  agent(agentId: number, lines: readonly string[]): void {
    this.post('outgoing', this.dice.pick(lines), { agentId });
  }

  /** A private note, which may mention a colleague. */
  note(agentId: number, lines: readonly string[], mentioned?: number): void {
    const name = mentioned === undefined ? '' : nameOf(mentioned);
    this.post('outgoing', this.dice.pick(lines).replace('{name}', name), { agentId, private: true });
    if (mentioned === undefined) return;
    this.do({ type: 'mention-agent', conversationId: this.visit.conversation, agentId: mentioned });
  }

  activity(text: string): void {
    this.post('activity', text);
  }

  /** A message that comes by itself: from the bot where one serves the inbox. */
  automatic(text: string): void {
    if (this.inbox.bot) this.bot([text]);
    else this.post('template', text);
  }

  template(text: string): void {
    this.post('template', text);
  }

  private post(
    messageType: 'incoming' | 'outgoing' | 'activity' | 'template',
    text: string,
    by: { readonly agentId?: number; readonly bot?: boolean; readonly private?: boolean } = {},
  ): void {
    this.do({
      type: 'post-message',
      conversationId: this.visit.conversation,
      messageType,
      content: text.replace('#', String(this.order)),
      agentId: by.agentId ?? null,
      bot: by.bot ?? false,
      private: by.private ?? false,
    });
  }

  /** Programs take some milliseconds for what follows at once. */
  private do(command: Command): void {
    this.commands.push({ ...command, at: this.now });
    this.now += this.dice.int(8_000, SECOND / 8);
  }
}

/** The name of an agent, or the bot's for nobody. */
export function nameOf(agent: number | null): string {
  return agent === null ? BOT : AGENTS[agent]!.name;
}
