import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import type { Scenario } from '../helpers/host-simulator/histories';
import { Player } from '../helpers/host-simulator/player';
import type { CapturedHost } from './captured-host';
import { type Conversation, Model } from './model';
import { modelledTables, storedTables, type Tables } from './tables';

/**
 * Plays a scenario, whose ids are those of the account `pattern`, in an account of its own: what came before the
 * installation, then what came since. Returns what the log must be, once all is captured. `onInstalled` is called between.
 */
export async function play(
  host: CapturedHost,
  pattern: HostAccount,
  scenario: Scenario,
  onInstalled = async () => {},
): Promise<Model> {
  const account = await createHostAccount(host.clients[0]!);
  const model = new Model(account);
  const player = new Player(host, account, model);
  for (const client of host.clients) await client.query("SET dialog_log.capture = 'off'");
  await player.play(moved(scenario.before, pattern, account));
  for (const client of host.clients) await client.query('RESET dialog_log.capture');
  model.isInstalled = true;
  await onInstalled();
  await player.play(moved(scenario.since, pattern, account));
  return model;
}

/** Expects the log in the database to be the model's. */
export async function expectLog(host: CapturedHost, { account, conversations }: Model): Promise<void> {
  const ids = conversations.map(({ id }) => id);
  const stored = await storedTables(host.database, account.id, ids);
  for (const conversation of conversations) {
    expect(comparable(stored.get(conversation.id)!, conversation)).toEqual(
      comparable(modelledTables(conversation, host.hasAttributes), conversation),
    );
  }
}

/** A deleted conversation's first message may be gone before it can tell who began. */
function comparable(tables: Tables, { isDeleted }: Conversation): Tables {
  if (!isDeleted) return tables;
  return { ...tables, dialogs: tables.dialogs.map(({ startedBy: _, ...dialog }) => dialog) };
}

/** A history in another account: with its agents, teams, contacts and inboxes in the place of the pattern's. */
function moved<Part>(part: Part, from: HostAccount, to: HostAccount): Part {
  const old = idsByName(from);
  const replaced = idsByName(to);
  const text = JSON.stringify(part, (name, value) => {
    if (!(name in old) || value === null) return value;
    return replaced[name as keyof typeof replaced][old[name as keyof typeof old].indexOf(value)];
  });
  return JSON.parse(text);
}

function idsByName({ agents, teams, contacts, inbox, botInbox }: HostAccount) {
  const inboxes = [inbox, botInbox];
  return { agentId: agents, userId: agents, assigneeId: agents, teamId: teams, contactId: contacts, inboxId: inboxes };
}
