import pg from 'pg';
import { connect } from '../database.mjs';

/** The rows of each export as plain SQL has them, in whatever order costs least: what an analyst would copy. */
const ROWS = {
  dialogs: () => 'SELECT * FROM stats_dialogs WHERE account_id = 1',
  events: (events) => `SELECT e.id, e.created_at, e.name, e.value, e.user_id, d.id, d.created_at, d.conversation_id,
      d.inbox_id, d.contact_id
    FROM ${events} e JOIN dialogs d ON d.account_id = e.account_id AND d.id = e.dialog_id WHERE e.account_id = 1`,
  messages: () => `SELECT m.id, m.created_at, m.message_type, m.private, m.additional_attributes ->> 'user_id_assigned',
      CASE WHEN m.sender_type = 'User' THEN m.sender_id END, d.id, d.created_at, d.conversation_id, d.inbox_id,
      d.contact_id, m.content
    FROM messages m JOIN dialogs d ON d.account_id = m.account_id AND d.id = m.dialog_id WHERE m.account_id = 1`,
};

/** What comes of a COPY is counted and let go. */
class CountedCopy extends pg.Query {
  bytes = 0;

  handleCopyData({ chunk }) {
    this.bytes += chunk.length;
  }
}

/** `COPY ... TO STDOUT (FORMAT csv)` of the rows of an export: `{ rows, bytes, seconds }`. */
export async function copyOut(databaseUrl, name) {
  const client = await connect(databaseUrl);
  try {
    const { rows: found } = await client.query("SELECT to_regclass('reporting_events') IS NOT NULL AS renamed");
    const select = ROWS[name](found[0].renamed ? 'reporting_events' : 'events');
    const began = performance.now();
    const { rows, bytes } = await new Promise((resolve, reject) => {
      const copy = new CountedCopy(`COPY (${select}) TO STDOUT (FORMAT csv)`, (error, result) =>
        error ? reject(error) : resolve({ rows: result.rowCount, bytes: copy.bytes }),
      );
      client.query(copy);
    });
    return { rows, bytes, seconds: (performance.now() - began) / 1_000 };
  } finally {
    await client.end();
  }
}
