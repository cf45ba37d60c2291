-- Distributes an up-to-date database by account, with Citus 12 or newer: psql -v ON_ERROR_STOP=1 -f distribute.sql
-- Every table is named once: distributed by account_id, whole on every node (reference), or on the coordinator (local).
-- What each choice is for, and what was never tried: docs/scaling-distributed.md. Empty tables are distributed at once; others are
-- locked against writes while their rows move, one after another: stop the capture and the API before.

BEGIN;

-- The dialog log, all in one colocation group: a statement that names an account is answered by one node.
SELECT create_distributed_table('dialogs', 'account_id');
SELECT create_distributed_table('dialog_acceptances', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_classifications', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_facts', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_known_names', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_presence', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_skips', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_stale', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_teams', 'account_id', colocate_with => 'dialogs');

-- What is derived from it.
SELECT create_distributed_table('dialog_holdings', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_message_facts', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_rolled_spans', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_rollup_agents', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_rollup_durations', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_rollups', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_summaries', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('dialog_transfers', 'account_id', colocate_with => 'dialogs');

-- Small ones that are joined, or read before the account is known: a token's, or whose settings ask for something.
SELECT create_reference_table('dialog_api_tokens');
SELECT create_reference_table('dialog_settings');
SELECT create_reference_table('account_users');
SELECT create_reference_table('accounts');
SELECT create_reference_table('agent_bot_inboxes');
SELECT create_reference_table('agent_bots');
SELECT create_reference_table('inbox_members');
SELECT create_reference_table('inboxes');
SELECT create_reference_table('team_members');
SELECT create_reference_table('teams');
SELECT create_reference_table('users');
-- Of a host that has no working hours, nothing.
SELECT create_reference_table(its) FROM to_regclass('working_hours') AS its WHERE its IS NOT NULL;

COMMIT;

-- Ours, written in the host's own transactions, or by the coordinator's transaction ids: they stay where those are.
-- local: dialog_changes
-- local: dialog_log_migrations
-- local: dialog_outbox
-- local: dialog_outbox_aside

-- The host's large ones: their keys are (id) alone, and the capture's triggers on them write to dialog_outbox. What is
-- read by account can be distributed too where they are copies, in a log database: distribute-copies.sql.
-- local: contact_inboxes
-- local, read by account: contacts
-- local, read by account: conversations
-- local, read by account: events
-- local, read by account: mentions
-- local, read by account: messages
-- local, read by account: reporting_events
