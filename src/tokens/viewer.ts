import type { Visibility } from '../read-side/visibility';

export const ROLES = ['reader', 'writer', 'administrator'] as const;
/** What a token may do; each role includes those before it. */
export type Role = (typeof ROLES)[number];

/** The roles of GraphQL, and that of tokens that widgets show to the world, which record presence and nothing else. */
export const TOKEN_ROLES = [...ROLES, 'presence'] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** Who is asking: the account and role that the token is bound to. */
export interface Viewer {
  readonly accountId: number;
  readonly role: Role;
  /** What it sees of the account. */
  readonly visibility: Visibility;
  /** Whether it may read what messages say. */
  readonly contents: boolean;
  /** What it asks with, as lists and logs show it: never the token itself. */
  readonly token: { readonly prefix: string; readonly name: string | null };
}

/** Whether a role includes another. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a token of this role may ask GraphQL at all. */
export function isViewerRole(role: TokenRole): role is Role {
  return role !== 'presence';
}
