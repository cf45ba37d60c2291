import { createHash } from 'node:crypto';
import { faultOfName } from '../tokens/check-token';
import { ROLES, type Role, type Viewer } from '../tokens/viewer';

/** How the claims of a JWT are read. A claim is named by its key, or by a path with dots, such as `realm_access.roles`. */
export interface ClaimMapping {
  readonly account: string;
  readonly role: string;
  /** What the values of the role's claim mean. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly inboxes: string;
  readonly teams: string;
  /** The value of `scope` that lets it read contents. */
  readonly contentsScope: string;
}

/** Claims that give nobody access; the message says which and why. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

/** A host's accounts are numbered by `integer`. */
const GREATEST_ACCOUNT = 2 ** 31 - 1;

export type Claims = Readonly<Record<string, unknown>>;

/** Who asks with these claims, of a token that is genuine. Throws ClaimError. */
export function viewerOf(claims: Claims, mapping: ClaimMapping): Viewer {
  const accountId = idOf(claimAt(claims, mapping.account));
  if (accountId === undefined || accountId > GREATEST_ACCOUNT)
    throw new ClaimError(`its claim ${quoted(mapping.account)} names no account`);
  const role = roleOf(claimAt(claims, mapping.role), mapping);
  const inboxIds = limitOf(claims, mapping.inboxes);
  const teamIds = limitOf(claims, mapping.teams);
  if (role === 'administrator' && (inboxIds !== null || teamIds !== null)) {
    throw new ClaimError('it limits an administrator to inboxes or teams; limits go with readers and writers');
  }
  return {
    ...{ accountId, role, visibility: { accountId, inboxIds, teamIds } },
    contents: scopesOf(claims).includes(mapping.contentsScope),
    token: { prefix: `jwt_${fingerprint(claims)}`, name: nameOf(claims) },
  };
}

/** Whose marks it sets: the `sub`, where that could be a token's name; else its fingerprint stands there. */
function nameOf({ sub }: Claims): string | null {
  return typeof sub === 'string' && faultOfName(sub) === undefined ? sub : null;
}

/** The greatest role among those that the claim names. */
function roleOf(claim: unknown, { role: name, roles }: ClaimMapping): Role {
  const named = (Array.isArray(claim) ? claim : [claim]).map((value) => roles.get(String(value)));
  const greatest = ROLES.findLast((role) => named.includes(role));
  if (greatest === undefined) {
    throw new ClaimError(`its claim ${quoted(name)} gives none of the roles: ${[...roles.keys()].join(', ')}`);
  }
  return greatest;
}

/** The ids of a limit; null where the claim is left out. What is no list of ids is refused: it may have meant a limit. */
function limitOf(claims: Claims, name: string): readonly number[] | null {
  const claim = claimAt(claims, name);
  if (claim === undefined || claim === null) return null;
  const ids = Array.isArray(claim) ? claim.map(idOf) : [undefined];
  if (ids.includes(undefined)) throw new ClaimError(`its claim ${quoted(name)} is no list of ids`);
  return ids as number[];
}

function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(id) && (id as number) > 0 ? (id as number) : undefined;
}

/** `scope` is a text with spaces (RFC 8693); some providers give a list, or call it `scp`. */
function scopesOf({ scope, scp }: Claims): readonly string[] {
  return [scope, scp].flatMap((given) =>
    typeof given === 'string' ? given.split(' ') : Array.isArray(given) ? given : [],
  );
}

function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Claims)[key];
  }
  return value;
}

/** Tells whose tokens are one person's without naming the person: it goes into logs. */
function fingerprint({ iss, sub }: Claims): string {
  return createHash('sha256')
    .update(JSON.stringify([iss, sub]))
    .digest('hex')
    .slice(0, 12);
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
