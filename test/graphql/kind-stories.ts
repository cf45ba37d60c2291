import type { TestAccount } from '../helpers/account';
import { accept, assign, become, reply, type Story, say } from './story';

/** Those of whom the stories tell. */
export interface People {
  readonly A: number;
  readonly B: number;
  readonly account: TestAccount;
}

/** When the visitor comes and goes, in seconds; none where nothing tells of it. */
export type Stay = readonly [from: number, to: number, leaves?: 'vanishes'];

/** A story for each reason of a classification, and what the API answers of it. The inbox of the idle bot knows no presence. */
export type Row = readonly [
  reasonCode: string,
  stays: readonly Stay[],
  story: (people: People) => Story,
  answer: { readonly kinds: readonly string[] } & Record<string, unknown>,
];

export const closed = (by: Parameters<typeof become>[1] = 'agent', at = 300) => [at, become('resolved', by)] as const;

export const ROWS: readonly Row[] = [
  [
    'waited-in-vain',
    [[-30, 90]],
    () => [{}, [0, say()], closed()],
    {
      ...{ kinds: ['MISSED'], departedAt: '2024-03-05T10:01:30.000000Z', waitedSeconds: 90 },
      sentence: 'The visitor left after waiting 90 s without an answer; the bounce timeout is 60 s.',
    },
  ],
  [
    'waited-in-vain',
    [[-30, 60, 'vanishes']],
    () => [{}, [0, say()], closed()],
    { kinds: ['MISSED'], waitedSeconds: 60, departedAt: '2024-03-05T10:01:00.000000Z' },
  ],
  [
    'left-early',
    [[-30, 59.9]],
    () => [{}, [0, say()], closed()],
    {
      ...{ kinds: ['BOUNCE'], departedAt: '2024-03-05T10:00:59.900000Z', waitedSeconds: 59.9 },
      sentence: 'The visitor left after waiting 59.9 s, before the bounce timeout of 60 s.',
    },
  ],
  [
    'waited-in-vain',
    [[-30, 120]],
    ({ account }) => [
      { inboxId: account.botInbox, status: 'pending' },
      [1, say()],
      [10, become('open')],
      closed('system'),
    ],
    { kinds: ['CHAT', 'MISSED'], waitedSeconds: 110, departedAt: '2024-03-05T10:02:00.000000Z' },
  ],
  ['stayed', [[-30, 310]], () => [{}, [0, say()], closed()], { kinds: [] }],
  [
    'stayed',
    [
      [-30, 90],
      [200, 310],
    ],
    () => [{}, [0, say()], closed()],
    { kinds: [] },
  ],
  [
    'answered',
    [[-30, 200]],
    ({ A }) => [{}, [0, say()], [20, accept(A)], [50, assign(null)], closed()],
    { kinds: ['CHAT'], departedAt: '2024-03-05T10:03:20.000000Z', waitedSeconds: 150 },
  ],
  [
    'left-not-waiting',
    [[-30, 200]],
    ({ A }) => [{}, [0, say()], [20, reply(A)], closed()],
    { kinds: ['CHAT'], departedAt: '2024-03-05T10:03:20.000000Z' },
  ],
  [
    'closed-without-message',
    [[-30, 310]],
    () => [{}, closed('visitor', 200)],
    { kinds: ['BOUNCE'], departedAt: '2024-03-05T10:03:20.000000Z', waitedSeconds: 200 },
  ],
  ['presence-not-known', [], () => [{}, [0, say()], closed()], { kinds: [], presenceKnown: false }],
  [
    'always-online',
    [[-30, 90]],
    ({ account }) => [{ inboxId: account.idleBotInbox }, [0, say()], closed()],
    { kinds: [], presenceKnown: false },
  ],
  [
    'started-offline',
    [[-30, 90]],
    ({ A }) => [{ startedOffline: true }, [0, say()], [20, reply(A)], closed()],
    {
      kinds: ['OFFLINE'],
    },
  ],
  [
    'invitation-rejected',
    [[-30, 90]],
    () => [{ startedBy: 'invitation' }, closed('system')],
    {
      kinds: ['REJECTED_INVITATION'],
    },
  ],
  [
    'started-by-agent',
    [[-30, 90]],
    ({ A }) => [{ startedBy: 'agent' }, [0, reply(A)], [5, say()], closed()],
    {
      kinds: ['CHAT'],
    },
  ],
  ['still-open', [[-30, 90]], ({ A }) => [{}, [0, say()], [30, reply(A)]], { kinds: ['CHAT'] }],
  ['still-open', [[-30, 90]], () => [{}, [0, say()]], { kinds: [] }],
];
