export const ROLES = ['reader', 'writer', 'administrator'] as const;
/** What a token may do; each role includes those before it. */
export type Role = (typeof ROLES)[number];

/** Who is asking: the account and role that the token is bound to. */
export interface Viewer {
  readonly accountId: number;
  readonly role: Role;
}

/** Whether a role includes another. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
