import { type DialogKind, STATUSES, type Starter } from '../rulebook/words';
import type { StoredServed } from './served';

/*
 * The rows of the derived tables, by the names of their columns, as `jsonb_populate_recordset` reads them. Moments are
 * PostgreSQL's text with microseconds.
 */

/** A row of `dialog_summaries`. */
export interface SummaryRow {
  readonly account_id: number;
  readonly dialog_id: number;
  readonly conversation_id: number;
  readonly inbox_id: number;
  readonly team_id: number | null;
  readonly assignee_id: number | null;
  readonly status: number;
  readonly started_at: string;
  readonly resolved_at: string | null;
  readonly resolve_known: boolean;
  readonly kinds: readonly DialogKind[];
  readonly started_by: Starter;
  readonly agent_ids: readonly number[];
  readonly was_assigned: boolean;
  readonly transfers: number;
  readonly first_response_seconds: number | null;
  readonly first_responder_id: number | null;
  readonly handed_over_at: string | null;
  readonly response_after_bot_seconds: number | null;
  readonly waited_from: string | null;
  readonly wait_seconds: number | null;
  readonly answered_at: string | null;
  readonly answer_wait_seconds: number | null;
  readonly departed_assignee_id: number | null;
  readonly departed_team_id: number | null;
  readonly waiting_since: string | null;
  readonly with_bot: boolean;
  readonly with_agent: boolean;
  readonly client_wrote: boolean;
  readonly next_of_conversation_at: string | null;
  readonly next_of_contact_at: string | null;
  readonly handled_seconds: number | null;
  readonly served: StoredServed;
}

/** What rows that are counted by a time of their own repeat of their dialog. */
export interface OfDialog {
  readonly account_id: number;
  readonly dialog_id: number;
  readonly inbox_id: number;
  readonly team_id: number | null;
  readonly skipped: boolean;
}

/** What a message counts as, in the parts of `MessageCounts`. */
export type MessagePart = 'client' | 'agent' | 'bot' | 'template' | 'activity' | 'private';

/** A row of `dialog_message_facts`. */
export interface MessageFactRow extends OfDialog {
  readonly at: string;
  readonly part: MessagePart;
  readonly assignee_id: number | null;
  readonly sender_id: number | null;
  readonly reply_seconds: number | null;
}

/** A row of `dialog_transfers`. */
export interface TransferRow extends OfDialog {
  readonly number: number;
  readonly at: string;
  readonly from_agent_id: number;
  readonly to_agent_id: number;
  readonly via_queue: boolean;
}

/** A row of `dialog_holdings`. */
export interface HoldingRow extends OfDialog {
  readonly holder: 'agent' | 'team';
  readonly holder_id: number;
  readonly held_from: string;
  readonly held_to: string | null;
}

/** The rows that one dialog has in the derived tables. */
export interface DialogRows {
  readonly summary: SummaryRow;
  readonly messages: readonly MessageFactRow[];
  readonly transfers: readonly TransferRow[];
  readonly holdings: readonly HoldingRow[];
}

/** The derived tables that hold rows of dialogs, and the rows of a dialog in each. */
export const ROWS_OF = {
  dialog_summaries: ({ summary }: DialogRows): readonly object[] => [summary],
  dialog_message_facts: ({ messages }: DialogRows): readonly object[] => messages,
  dialog_transfers: ({ transfers }: DialogRows): readonly object[] => transfers,
  dialog_holdings: ({ holdings }: DialogRows): readonly object[] => holdings,
} as const;

export type DerivedTable = keyof typeof ROWS_OF;
export const DERIVED_TABLES = Object.keys(ROWS_OF) as readonly DerivedTable[];

/** Whether a client waits now for an agent (rules §5). Nobody is expected to answer a snoozed dialog now. */
export function waitsNow({ waiting_since, status }: Pick<SummaryRow, 'waiting_since' | 'status'>): boolean {
  return waiting_since !== null && STATUSES[status] !== 'snoozed';
}
