import { STRETCH_KINDS } from '../../rulebook/dialog-timeline';
import { CLOSERS, DIALOG_KINDS, MESSAGE_TYPES, STARTERS, STATUSES } from '../../rulebook/words';
import { ROLES, TOKEN_ROLES } from '../../tokens/viewer';
import type { NodeType } from '../ids';
import { BigIntText, DateTime, TimeZone } from '../scalars';
import * as connections from './connections';
import { Conversation } from './conversation';
import { Dialog } from './dialog';
import { DialogStretch } from './dialog-timeline';
import { DialogClassification, SetDialogSkipPayload } from './kinds';
import { Account, Agent, ApiToken, Contact, Inbox, Team, Viewer } from './known';
import { Event, Mention, Message } from './log';
import { ConversationPayload, MentionAgentPayload, Mutation, PostMessagePayload } from './mutation';
import { Query } from './query';
import * as statistics from './statistics';
import { Subscription } from './subscription';
import { Transfer } from './transfer';

/** GraphQL's values of an enum are the words in capitals. */
function enumOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word.toUpperCase(), word]));
}

/** How every type of schema.graphql answers. */
export const resolvers = {
  ...connections,
  ...{ Query, Mutation, Subscription, ConversationPayload, PostMessagePayload, MentionAgentPayload },
  ...statistics,
  ...{ DialogClassification, SetDialogSkipPayload },
  ...{
    Account,
    Agent,
    ApiToken,
    Contact,
    Conversation,
    Dialog,
    DialogStretch,
    Event,
    Inbox,
    Mention,
    Message,
    Team,
    Transfer,
    Viewer,
  },
  Node: { __resolveType: ({ kind }: { kind: NodeType }) => kind },
  DateTime,
  TimeZone,
  BigInt: BigIntText,
  Role: enumOf(ROLES),
  TokenRole: enumOf(TOKEN_ROLES),
  DialogStatus: enumOf(STATUSES),
  DialogKind: enumOf(DIALOG_KINDS),
  DialogStarter: enumOf(STARTERS),
  DialogCloser: enumOf(CLOSERS),
  MessageType: enumOf(MESSAGE_TYPES),
  DialogStretchKind: enumOf(STRETCH_KINDS),
};
