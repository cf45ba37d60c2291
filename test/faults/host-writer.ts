import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Database } from '../../src/database/database';
import { logOf } from '../capture/log';
import type { HostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';

/** A host's application that writes its own tables until told to stop. */
export interface HostWriter {
  /** Resolves once it has stopped. */
  stop(): Promise<void>;
  /** Each of its changes is logged once: a dialog and an event a start, and each message in its dialog. */
  expectLogged(database: Database): Promise<void>;
}

/** Starts a host's application that resolves and reopens a conversation, with a message in each dialog. */
export async function startHostWriter(client: Client, account: HostAccount): Promise<HostWriter> {
  const conversation = await createConversation(client, account);
  const end = new AbortController();
  let dialogs = 1;
  const running = (async () => {
    while (!end.signal.aborted) {
      await write(client, conversation);
      await setStatus(client, conversation, 'resolved');
      await setStatus(client, conversation, 'open');
      dialogs += 1;
      await setTimeout(25);
    }
  })();
  return {
    async stop() {
      end.abort();
      await running;
    },
    async expectLogged(database) {
      expect(dialogs).toBeGreaterThan(10);
      const each = Array.from({ length: dialogs });
      expect(await logOf(database, conversation)).toEqual({
        dialogs: each.map((_, index) => (index + 1 < dialogs ? 1 : 0)),
        events: each.map(() => 'open'),
        messages: each.slice(1).map((_, index) => index + 1),
      });
    },
  };
}
