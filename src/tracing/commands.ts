import { CommandError } from '../write-side/command-error';
import type { WriteSide } from '../write-side/service';
import type { Tracing } from './tracing';
import { currentWork } from './work';

/** A write side that tells its commands as parts of the traces that they belong to: their types and ids. */
export function traceCommands(writeSide: WriteSide, tracing: Tracing): WriteSide {
  return {
    ...writeSide,
    async execute(accountId, command) {
      const work = currentWork();
      const parent = work?.span;
      if (!work || !parent) return writeSide.execute(accountId, command);
      const attributes = { 'dialogs.account_id': accountId };
      const span = tracing.begin(`command ${command.type}`, { parent, attributes });
      work.span = span;
      try {
        const result = await writeSide.execute(accountId, command);
        span.tell({ 'dialogs.conversation_id': result.conversationId, 'dialogs.events': result.events.length });
        return result;
      } catch (error) {
        span.fail(error instanceof CommandError ? error.code : 'failed');
        throw error;
      } finally {
        work.span = parent;
        span.end();
      }
    },
  };
}
