import type { Message } from './dialog';

/** Who wrote a message, as far as the timeline tells them apart. */
export type Author = 'client' | 'agent' | 'bot' | 'template' | 'activity' | 'private';

export function authorOf({ type, private: isPrivate, senderAgent }: Message): Author {
  if (isPrivate) return 'private';
  if (type === 'INCOMING') return 'client';
  if (type === 'ACTIVITY') return 'activity';
  if (type === 'TEMPLATE') return 'template';
  return senderAgent && !senderAgent.isBot ? 'agent' : 'bot';
}
