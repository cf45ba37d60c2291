/** More was asked for than one request may; the message says what would be right, `argument` where it is to be changed. */
export class TooMuchAskedError extends Error {
  override readonly name = 'TooMuchAskedError';

  constructor(
    readonly argument: string,
    message: string,
  ) {
    super(message);
  }
}
