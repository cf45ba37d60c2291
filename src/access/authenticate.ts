import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from '../database/database';
import type { KnownViewers } from '../tokens/known-viewers';
import { isToken } from '../tokens/tokens';
import type { Viewer } from '../tokens/viewer';
import { findHostViewer } from './host-tokens';
import { unauthenticated } from './refusal';

/** What is taken as a proof of who asks, beside API tokens. */
export interface AccessOptions {
  /** Reads tokens of the company's identity provider. */
  readonly identityProvider?: ((token: string) => Promise<Viewer>) | undefined;
  /** Whether the host's own tokens are taken. */
  readonly hostTokens?: boolean | undefined;
}

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Longer ones are no host's. */
const LONGEST_HOST_TOKEN = 200;

/** Who asks, by the request's headers. Throws UNAUTHENTICATED with what is missing or wrong. */
export async function authenticate(
  session: Session,
  viewers: KnownViewers,
  headers: IncomingHttpHeaders,
  { identityProvider, hostTokens }: AccessOptions,
): Promise<Viewer> {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated('no token: send the header "Authorization: Bearer TOKEN"');
  const unknown = () => unauthenticated('this token is unknown, expired or revoked');
  if (isToken(token)) {
    const viewer = await viewers.find(token);
    if (!viewer) throw unknown();
    return viewer;
  }
  if (identityProvider && JWT.test(token)) return identityProvider(token);
  if (hostTokens && token.length <= LONGEST_HOST_TOKEN) {
    const viewer = await findHostViewer(session, token, headers['x-account-id']?.toString());
    if (viewer) return viewer;
  }
  throw unknown();
}
