import type { DialogQuery } from '../api/operations';

/** One dialog as the timeline shows it. */
export type Dialog = NonNullable<DialogQuery['dialog']>;
export type Message = Dialog['messages']['nodes'][number];
