import type { Shift } from './kyiv-time';

/*
 * The demo's company and its people, all plainly invented. Everywhere in the generator an id is the place in one of
 * these lists; filling a database puts the database's ids in.
 */

export type Channel = 'website' | 'telegram' | 'email';
export type Language = 'uk' | 'en';

/** An agent of the demo. */
export interface Agent {
  readonly name: string;
  readonly team: number;
  readonly shift: Shift;
  readonly administrator?: true;
}

/** An inbox of the demo. */
export interface Inbox {
  readonly name: string;
  readonly channel: Channel;
  readonly channelType: string;
  /** Whether the bot talks to clients first, and unassigns what was resolved. */
  readonly bot: boolean;
  readonly agents: readonly number[];
}

export const COMPANY = 'Demo Contact Centre';
export const BOT = 'Demo Bot';

const WEEKDAYS = [0, 1, 2, 3, 4];
const DAY_SHIFT: Shift = { days: WEEKDAYS, fromHour: 9, toHour: 18 };
const LATE_SHIFT: Shift = { days: WEEKDAYS, fromHour: 12, toHour: 21 };
const WEEKEND_SHIFT: Shift = { days: [2, 3, 4, 5, 6], fromHour: 10, toHour: 19 };

export const SUPPORT = 0;
export const BILLING = 1;
export const TEAMS = ['support team', 'billing team'] as const;

export const AGENTS: readonly Agent[] = [
  { name: 'Олена Вигаданко', team: SUPPORT, shift: DAY_SHIFT, administrator: true },
  { name: 'Nora Placeholder', team: SUPPORT, shift: DAY_SHIFT },
  { name: 'Тарас Прикладенко', team: SUPPORT, shift: DAY_SHIFT },
  { name: 'Max Sample', team: SUPPORT, shift: DAY_SHIFT },
  { name: 'Ярина Зразкова', team: SUPPORT, shift: LATE_SHIFT },
  { name: 'Otto Fixture', team: SUPPORT, shift: LATE_SHIFT },
  { name: 'Богдан Казкаренко', team: SUPPORT, shift: WEEKEND_SHIFT },
  { name: 'Zoe Example', team: SUPPORT, shift: WEEKEND_SHIFT },
  { name: 'Леся Уявна', team: BILLING, shift: DAY_SHIFT },
  { name: 'Ivy Mockup', team: BILLING, shift: DAY_SHIFT },
  { name: 'Марко Неіснуючий', team: BILLING, shift: DAY_SHIFT },
  { name: 'Hugo Dummy', team: BILLING, shift: LATE_SHIFT },
];

const EVERYBODY = AGENTS.map((_, agent) => agent);

export const INBOXES: readonly Inbox[] = [
  { name: 'Website', channel: 'website', channelType: 'Channel::WebWidget', bot: true, agents: EVERYBODY },
  { name: 'Telegram', channel: 'telegram', channelType: 'Channel::Telegram', bot: true, agents: EVERYBODY },
  { name: 'E-mail', channel: 'email', channelType: 'Channel::Email', bot: false, agents: [0, 2, 3, 4, 7, 8, 9, 11] },
];
