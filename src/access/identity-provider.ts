import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Viewer } from '../tokens/viewer';
import { ClaimError, type ClaimMapping, viewerOf } from './claims';
import { KeysUnavailableError } from './keys-unavailable';
import { unauthenticated } from './refusal';

/** The company's identity provider, and what its tokens must say. */
export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** How far its clock and ours may differ, in seconds. */
  readonly clockTolerance: number;
  readonly claims: ClaimMapping;
  /** In milliseconds: after an unknown key, the keys are not fetched again for so long; 30 seconds when left out. */
  readonly refetchAfter?: number;
}

/** Only signatures that a public key verifies: a shared secret has no place in a key set. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Keys that the provider has withdrawn are trusted no longer than this, in milliseconds. */
const KEYS_KEPT = 600_000;
const REFETCH_AFTER = 30_000;
const FETCH_TIMEOUT = 5_000;

/**
 * What reads the provider's tokens. Its keys are fetched when first needed, kept, and fetched again for a token whose key
 * is not among them: so a rotated key is found at once. Throws UNAUTHENTICATED with the reason, and
 * KeysUnavailableError.
 */
export function createIdentityProvider(options: IdentityProviderOptions): (token: string) => Promise<Viewer> {
  const { issuer, audience, jwksUrl, clockTolerance, claims, refetchAfter = REFETCH_AFTER } = options;
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    ...{ cooldownDuration: refetchAfter, cacheMaxAge: KEYS_KEPT, timeoutDuration: FETCH_TIMEOUT },
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, clockTolerance, algorithms: ALGORITHMS },
        requiredClaims: ['exp', 'sub'],
      });
      return viewerOf(payload, claims);
    } catch (error) {
      throw refusalOf(error);
    }
  };
}

function refusalOf(error: unknown): Error {
  if (error instanceof ClaimError) return unauthenticated(`this token gives no access: ${error.message}`);
  if (error instanceof errors.JWTExpired) return unauthenticated('this token has expired; get a new one');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const claim = JSON.stringify(error.claim);
    return unauthenticated(`this token's claim ${claim} is missing, or not what this server expects`);
  }
  if (isUnavailable(error))
    return new KeysUnavailableError("the identity provider's keys can't be had", { cause: error });
  return unauthenticated('this token is not one of the identity provider: its signature can not be verified');
}

/** Errors of the fetch are none of jose's, or its plain ones; each fault of a token has a class of its own. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
  );
}
