import type { Named } from './naive';

/*
 * The statistics of a period once more, written from rules §5, "In reports", alone and as plainly as can be, out of
 * nothing but the dialogs that the API itself lists.
 */

/** What the naive functions read of a dialog. */
export interface CountedDialog {
  readonly databaseId: string;
  readonly createdAt: string;
  readonly status: string;
  readonly startedBy: string;
  readonly kinds: readonly string[];
  readonly waitSeconds: number | null;
  readonly inbox: Named;
  readonly team: Named | null;
  readonly resolvedAt: string | null;
  readonly classification: { readonly departedAssignee: Named | null; readonly departedTeam: Named | null };
  readonly messages: {
    readonly nodes: readonly {
      readonly type: string;
      readonly createdAt: string;
      readonly senderAgent: { readonly isBot: boolean } | null;
    }[];
  };
}

/** The fields that the naive functions need of a dialog. */
export const COUNTED = `databaseId createdAt status startedBy kinds waitSeconds inbox { databaseId } team { databaseId } resolvedAt
  classification { departedAssignee { databaseId } departedTeam { databaseId } }
  messages(first: 20) { nodes { type createdAt senderAgent { isBot } } }`;

/** The fields of `statistics` that the naive model has. */
export const STATISTICS = `started kinds { kind dialogs } missedRate bounceRate
  level0: serviceLevel(thresholdSeconds: 0) level20: serviceLevel(thresholdSeconds: 20)
  level86400: serviceLevel(thresholdSeconds: 86400)
  departuresByAgent { agent { databaseId } missed bounced } departuresByTeam { team { databaseId } missed bounced }
  offline { dialogs answered resolved } invitations { dialogs taken rejected }`;

const KINDS = ['CHAT', 'OFFLINE', 'MISSED', 'BOUNCE', 'REJECTED_INVITATION', 'SKIP'];

const has =
  (...kinds: readonly string[]) =>
  (dialog: CountedDialog) =>
    kinds.some((kind) => dialog.kinds.includes(kind));

/** Messages after the resolve are none of its talk. */
function talk({ messages: { nodes }, resolvedAt }: CountedDialog) {
  return nodes.filter(({ createdAt }) => resolvedAt === null || createdAt <= resolvedAt);
}

/** `accepted` are the ids of those that an agent accepted explicitly. */
export function statisticsOf(dialogs: readonly CountedDialog[], accepted: ReadonlySet<string>) {
  const online = dialogs.filter((dialog) => !has('OFFLINE', 'REJECTED_INVITATION')(dialog));
  const missed = online.filter(has('MISSED'));
  const bounced = online.filter(has('BOUNCE'));
  const answered = online.filter((dialog) => dialog.waitSeconds !== null && !has('MISSED', 'BOUNCE')(dialog));
  const level = (seconds: number) => {
    const inTime = answered.filter(({ waitSeconds }) => waitSeconds! <= seconds);
    return share(inTime.length, answered.length + missed.length);
  };
  const offline = dialogs.filter(has('OFFLINE'));
  const invited = dialogs.filter((dialog) => dialog.startedBy === 'INVITATION' && !has('OFFLINE')(dialog));
  const isAnswered = (dialog: CountedDialog) =>
    accepted.has(dialog.databaseId) || talk(dialog).some(({ senderAgent }) => senderAgent?.isBot === false);
  return {
    started: dialogs.length,
    kinds: KINDS.map((kind) => ({ kind, dialogs: dialogs.filter(has(kind)).length })),
    missedRate: share(missed.length, online.length - bounced.length),
    bounceRate: share(bounced.length, online.length),
    ...{ level0: level(0), level20: level(20), level86400: level(86_400) },
    departuresByAgent: departures(dialogs, 'agent', ({ departedAssignee }) => departedAssignee),
    departuresByTeam: departures(dialogs, 'team', ({ departedTeam }) => departedTeam),
    offline: {
      dialogs: offline.length,
      answered: offline.filter(isAnswered).length,
      resolved: offline.filter(({ status }) => status === 'RESOLVED').length,
    },
    invitations: {
      dialogs: invited.length,
      taken: invited.filter((dialog) => talk(dialog).some(({ type }) => type === 'INCOMING')).length,
      rejected: invited.filter(has('REJECTED_INVITATION')).length,
    },
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

type Whose = (classification: CountedDialog['classification']) => Named | null;

/** Most missed first, then most bounced; of equals the general queue first, then by id. */
function departures(dialogs: readonly CountedDialog[], name: 'agent' | 'team', whose: Whose) {
  const left = dialogs.filter(has('MISSED', 'BOUNCE'));
  const ids = [...new Set(left.map(({ classification }) => whose(classification)?.databaseId ?? null))];
  return ids
    .map((id) => {
      const own = left.filter(({ classification }) => (whose(classification)?.databaseId ?? null) === id);
      const [missed, bounced] = [own.filter(has('MISSED')).length, own.filter(has('BOUNCE')).length];
      return { [name]: id === null ? null : { databaseId: id }, missed: missed!, bounced: bounced! };
    })
    .sort((a, b) => b.missed - a.missed || b.bounced - a.bounced || idIn(a[name]) - idIn(b[name]));
}

function idIn(named: unknown): number {
  return named === null ? 0 : Number((named as Named).databaseId);
}
