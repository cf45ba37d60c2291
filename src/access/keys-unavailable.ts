/** The identity provider's keys can't be had: nothing is known of a token of its. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}
