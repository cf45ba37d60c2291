/** Why a dialog has the kinds that it has: the step of rules §5 that had the last word. */
export type Reason =
  | 'started-offline'
  | 'still-open'
  | 'invitation-rejected'
  | 'started-by-agent'
  | 'stayed'
  | 'presence-not-known'
  | 'always-online'
  | 'left-not-waiting'
  | 'answered'
  | 'closed-without-message'
  | 'left-early'
  | 'no-agent-online'
  | 'waited-in-vain';

interface Wait {
  readonly waitedSeconds: number | null;
  readonly bounceTimeoutSeconds: number;
}

const EXPLANATIONS: Readonly<Record<Reason, (waited: string, timeout: string) => string>> = {
  'started-offline': () => 'The dialog started offline, so it is nothing else, whatever happened later.',
  'still-open': () => 'The dialog is not resolved: missed, bounce and rejected invitation are decided when it is.',
  'invitation-rejected': () => 'An invitation started the dialog, and the visitor wrote nothing until it was resolved.',
  'started-by-agent': () => 'An agent started the dialog, so it can be neither missed nor a bounce.',
  stayed: () => 'The visitor was online when the dialog was resolved.',
  'presence-not-known': () => 'Nothing tells when the visitor was online, so it counts as online all the time.',
  'always-online': () => 'Visitors of this channel count as online all the time.',
  'left-not-waiting': () => 'The visitor left for good, but was not waiting for an agent then.',
  answered: () => 'The visitor left while waiting, but an agent had accepted the dialog while the visitor was online.',
  'closed-without-message': () => 'The visitor closed the dialog while waiting, without having written a message.',
  'left-early': (waited, timeout) =>
    `The visitor left after waiting ${waited}, before the bounce timeout of ${timeout}.`,
  'no-agent-online': (waited, timeout) =>
    `The visitor left after waiting ${waited} (bounce timeout ${timeout}), but no agent was online at the start.`,
  'waited-in-vain': (waited, timeout) =>
    `The visitor left after waiting ${waited} without an answer; the bounce timeout is ${timeout}.`,
};

/** A reason as a sentence for people, in English. */
export function explain(reason: Reason, { waitedSeconds, bounceTimeoutSeconds }: Wait): string {
  return EXPLANATIONS[reason](seconds(waitedSeconds ?? 0), seconds(bounceTimeoutSeconds));
}

/** Cut, not rounded: a wait just under the timeout must not read as the timeout. */
function seconds(count: number): string {
  return `${Math.floor(count * 10) / 10} s`;
}
