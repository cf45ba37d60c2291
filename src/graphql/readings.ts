import type { Viewer } from '../tokens/viewer';

/** Who reads what messages say, as one line of a log: ids only, never a content or a name. */
export interface Reading {
  readonly account: number;
  readonly token: string;
  readonly messages: number;
  /** The dialogs of the messages. */
  readonly dialogs: readonly number[];
  /** The messages without a dialog. */
  readonly others: readonly number[];
}

/** Collects what one request reads of contents. */
export interface Readings {
  note(messageId: number, dialogId: number | null): void;
  /** What was read so far; undefined for nothing. */
  summary(viewer: Viewer): Reading | undefined;
}

/** Nothing read yet. */
export function createReadings(): Readings {
  const messages = new Set<number>();
  const dialogs = new Set<number>();
  const others = new Set<number>();
  return {
    note(messageId, dialogId) {
      messages.add(messageId);
      if (dialogId === null) others.add(messageId);
      else dialogs.add(dialogId);
    },
    summary({ accountId: account, token: { prefix: token } }) {
      if (messages.size === 0) return undefined;
      return { account, token, messages: messages.size, dialogs: [...dialogs], others: [...others] };
    },
  };
}
