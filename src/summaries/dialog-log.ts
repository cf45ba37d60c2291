import type { Instant } from '../instant';
import type { AssignedDialog } from '../rulebook/assignments';
import type { AgentAct } from '../rulebook/dialog-stretches';
import type { TimedDialog } from '../rulebook/dialog-times';
import type { Sender } from '../rulebook/messages';
import type { DialogKind, EventName, Status } from '../rulebook/words';

/** The row of a dialog and its facts. */
export interface LoggedDialog extends AssignedDialog, TimedDialog {
  readonly id: number;
  readonly conversationId: number;
  readonly inboxId: number;
  readonly teamId: number | null;
  readonly assigneeId: number | null;
  readonly status: Status;
  readonly resolveKnown: boolean;
  readonly startedTeamId: number | null;
}

/** A message of a dialog, without what it says. */
export interface LoggedMessage extends Sender {
  readonly id: number;
  readonly at: Instant;
  readonly private: boolean;
  /** Who was assigned when it came; null for nobody, and where it was never logged. */
  readonly assigneeId: number | null;
  readonly assigneeKnown: boolean;
}

/** A status or assignment event of a dialog. */
export interface LoggedEvent {
  readonly id: number;
  readonly name: EventName;
  readonly at: Instant;
  readonly userId: number | null;
}

/** What the kinds of a dialog were decided to be; what there is before any decision is `UNDECIDED`. */
export interface Decided {
  readonly kinds: readonly DialogKind[];
  readonly answeredAt: Instant | null;
  readonly answerWaitSeconds: number | null;
  readonly departedAssigneeId: number | null;
  readonly departedTeamId: number | null;
}

export const UNDECIDED: Decided = {
  ...{ kinds: [], answeredAt: null, answerWaitSeconds: null, departedAssigneeId: null, departedTeamId: null },
};

/** All that a dialog is summarised from. */
export interface DialogLog {
  readonly dialog: LoggedDialog;
  /** By time, then id. */
  readonly events: readonly LoggedEvent[];
  /** By time, then id. */
  readonly messages: readonly LoggedMessage[];
  /** Explicit acceptances by commands, by time. */
  readonly acceptances: readonly AgentAct[];
  /** Changes of its team, by time; the first one is in its facts. */
  readonly teams: readonly { readonly at: Instant; readonly teamId: number | null }[];
  readonly decided: Decided;
  /** When the conversation's next dialog began. */
  readonly nextOfConversationAt: Instant | null;
  /** Of a resolved dialog: when the contact's first dialog from the resolve on began. */
  readonly nextOfContactAt: Instant | null;
  /** The users that are set as bots in its inbox. */
  readonly botUserIds: ReadonlySet<number>;
}
