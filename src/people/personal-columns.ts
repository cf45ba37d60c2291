/** What an erased text says in the place of what it said, where it can't be empty. */
export const ERASED = 'erased';

/** What becomes of a column's value when its contact is erased. */
type Fate = 'row removed' | 'emptied' | 'kept: an id' | 'kept: a word or numbers of ours' | 'kept: not of contacts';

const [GONE, EMPTIED, ID] = ['row removed', 'emptied', 'kept: an id'] as const;
const [OURS, OTHERS] = ['kept: a word or numbers of ours', 'kept: not of contacts'] as const;

/**
 * Every column of our tables that may hold a text, or names a contact, with what erasing a contact does to it. All others are
 * numbers, moments, ids and kinds of dialogs. On the host's rows ours are only ids: of dialogs, and of agents.
 */
export const PERSONAL_COLUMNS: Readonly<Record<string, Readonly<Record<string, Fate>>>> = {
  dialogs: { contact_id: ID },
  dialog_acceptances: {},
  dialog_api_tokens: { prefix: OTHERS, hash: OTHERS, name: OTHERS, role: OTHERS },
  dialog_classifications: { reason: OURS },
  dialog_changes: {},
  dialog_facts: { started_by: OURS, closed_by: OURS },
  dialog_holdings: { holder: OURS },
  // The row without its name stays: it tells that the contact was erased.
  dialog_known_names: { kind: OURS, name: EMPTIED },
  dialog_message_facts: { part: OURS },
  // Columns of a conversation that the log follows, and the sort and sender of a message; never what it says.
  dialog_outbox: { kind: OURS, operation: OURS, before: OURS, after: OURS, row: OURS },
  // An error may quote the value that it is about.
  dialog_outbox_aside: { error: EMPTIED, change: OURS },
  dialog_presence: { contact_id: GONE, session: GONE },
  dialog_rolled_spans: { level: OURS },
  dialog_rollup_agents: { level: OURS },
  dialog_rollup_durations: { level: OURS, measure: OURS, holder: OURS },
  dialog_rollups: { level: OURS },
  dialog_settings: { key: OTHERS, value: OTHERS },
  dialog_skips: { token: OTHERS, token_name: OTHERS, reason: EMPTIED },
  dialog_stale: {},
  dialog_summaries: { started_by: OURS, served: OURS },
  dialog_teams: {},
  dialog_transfers: {},
};
