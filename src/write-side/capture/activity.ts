import { EventEmitter } from 'node:events';

/** What a process that captures tells of its work, with each event's arguments. */
interface CaptureEvents {
  /** Whether this process leads from now on. */
  lead: [isLeader: boolean];
  /** A batch was logged: its changes, and how long it took. */
  batch: [changes: number, seconds: number];
  /** How long the oldest change of a batch had waited when it was logged, in seconds. */
  logged: [lag: number];
  /** A batch gave way to the host or a command, and will be repeated. */
  'gave-way': [];
  /** Changes of a conversation can't be logged, by what they hold, and were set aside. */
  'set-aside': [conversationId: number, changes: number, error: unknown];
  /** The capture failed, and will be tried again. */
  failure: [];
}

export type CaptureActivity = EventEmitter<CaptureEvents>;

export function createActivity(): CaptureActivity {
  return new EventEmitter();
}
