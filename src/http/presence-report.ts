import { CommandError } from '../write-side/command-error';

/** What a page reports of its visitor. */
export interface PresenceReport {
  readonly token: string;
  /** The visitor as its widget knows it, and nobody else: the `source_id` of its row in the host's `contact_inboxes`. */
  readonly visitor: string;
  readonly session: string;
  readonly presence: 'online' | 'offline';
}

const FIELDS = ['token', 'visitor', 'session', 'presence'];

/** A widget's id of a visitor is a UUID; what is shorter, or digits alone, could be guessed by counting. */
const VISITOR = /^(?!\d+$)[\x21-\x7e]{16,255}$/;

/** Reads the body of a report. Throws CommandError that says what is wrong and what would be right. */
export function readReport(body: unknown): PresenceReport {
  const report = parse(body);
  const stranger = Object.keys(report).find((field) => !FIELDS.includes(field));
  if (stranger !== undefined) refuse(stranger, `is not taken here; a report has ${FIELDS.join(', ')}, and is of now`);
  const { token, visitor, session, presence } = report;
  if (typeof token !== 'string') refuse('token', 'give a token of the role presence, as text');
  if (typeof visitor !== 'string' || !VISITOR.test(visitor)) {
    refuse('visitor', 'give the source_id that the chat widget knows its visitor by; ids of the database are refused');
  }
  if (typeof session !== 'string')
    refuse('session', 'give what tells one open page of the visitor from another, as text');
  if (presence !== 'online' && presence !== 'offline') refuse('presence', 'give "online" or "offline"');
  return { token, visitor, session, presence };
}

function parse(body: unknown): Record<string, unknown> {
  try {
    const report: unknown = JSON.parse(body as string);
    if (typeof report === 'object' && report !== null && !Array.isArray(report)) return { ...report };
  } catch {}
  throw new CommandError('BAD_USER_INPUT', `the body is no JSON object; send one with ${FIELDS.join(', ')}`);
}

function refuse(field: string, message: string): never {
  const shown = field.length > 60 ? `${field.slice(0, 60)}…` : field;
  throw new CommandError('BAD_USER_INPUT', `${shown}: ${message}`, shown);
}
