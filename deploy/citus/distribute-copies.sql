-- In a log database, after distribute.sql: the copies of the host's large tables, whose keys have the account there.
-- Not in the host's own database, where it fails at the first: keys of (id) alone can't be distributed.

BEGIN;

SELECT create_distributed_table('contacts', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('conversations', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('events', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('mentions', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('messages', 'account_id', colocate_with => 'dialogs');

COMMIT;
