/** Stable codes of refused commands, the same as in the API's `extensions.code`. */
export type CommandErrorCode = 'BAD_USER_INPUT' | 'NOT_FOUND' | 'CONFLICT';

/** A command that can't be carried out. Nothing was written. `message` says what is wrong and what would be right. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly code: CommandErrorCode,
    message: string,
    /** The argument at fault, by its name in the API. */
    readonly argument?: string,
  ) {
    super(message);
  }
}
