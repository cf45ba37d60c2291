import type { Settings } from '../settings';
import type { AccessOptions } from './authenticate';
import { createIdentityProvider } from './identity-provider';

/** What the settings take as a proof of who asks. */
export function accessOf(settings: Settings): AccessOptions {
  const { jwtIssuer: issuer, jwtAudience: audience, jwtJwksUrl: jwksUrl, jwtClockTolerance: clockTolerance } = settings;
  const claims = {
    ...{ account: settings.jwtAccountClaim, role: settings.jwtRoleClaim, roles: settings.jwtRoles },
    ...{ inboxes: settings.jwtInboxesClaim, teams: settings.jwtTeamsClaim, contentsScope: settings.jwtContentsScope },
  };
  const identityProvider =
    issuer === '' ? undefined : createIdentityProvider({ issuer, audience, jwksUrl, clockTolerance, claims });
  return { identityProvider, hostTokens: settings.hostTokens === 'on' };
}
