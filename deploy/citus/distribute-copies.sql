-- In a log database, after distribute.sql: the copies of the host's large tables, whose keys have the account there.
-- Not in the host's own database, where it fails at the first: keys of (id) alone can't be distributed.

BEGIN;

-- In a log database of an earlier version it is unique, and without the account.
DROP INDEX index_mentions_on_user_id_and_conversation_id;
CREATE INDEX index_mentions_on_user_id_and_conversation_id ON mentions (user_id, conversation_id);

SELECT create_distributed_table('contacts', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('conversations', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('events', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('mentions', 'account_id', colocate_with => 'dialogs');
SELECT create_distributed_table('messages', 'account_id', colocate_with => 'dialogs');

COMMIT;
