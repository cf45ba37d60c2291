import type { Settings } from '../settings';
import type { AccessOptions } from './authenticate';

/** What the settings take as a proof of who asks. */
export function accessOf(settings: Settings): AccessOptions {
  const { jwtIssuer: issuer, jwtAudience: audience, jwtJwksUrl: jwksUrl, jwtClockTolerance: clockTolerance } = settings;
  const claims = {
    ...{ account: settings.jwtAccountClaim, role: settings.jwtRoleClaim, roles: settings.jwtRoles },
    ...{ inboxes: settings.jwtInboxesClaim, teams: settings.jwtTeamsClaim, contentsScope: settings.jwtContentsScope },
  };
  const hostTokens = settings.hostTokens === 'on';
  if (issuer === '') return { hostTokens };
  // What verifies signatures is loaded where there are some.
  const { createIdentityProvider } = require('./identity-provider') as typeof import('./identity-provider');
  const identityProvider = createIdentityProvider({ issuer, audience, jwksUrl, clockTolerance, claims });
  return { identityProvider, hostTokens };
}
