import { DEFAULT_QUERY_LIMITS } from '../graphql/operation-limits';
import {
  DEFAULT_ACCOUNT_LIMITS,
  DEFAULT_CONNECTION_LIMITS,
  DEFAULT_REQUESTS_AT_ONCE,
  DEFAULT_TOKEN_LIMITS,
} from '../http/limits';
import { number, oneOf, pairsTo, secureUrl, setting, text } from '../setting';
import type { Settings } from '../settings';
import { ROLES } from '../tokens/viewer';

/** The environment variables of who may ask, and how much. */
export const ACCESS_SETTINGS = {
  nodeEnv: setting(
    'NODE_ENV',
    '',
    '`production` refuses to start the demo, or with its token, on an address that is not loopback',
    text,
  ),
  introspection: setting(
    'INTROSPECTION',
    'on',
    '`off` keeps the schema from callers, and GraphiQL from showing it',
    oneOf('on', 'off'),
  ),
  logReadings: setting(
    'LOG_READINGS',
    'off',
    '`on` logs, at the level info, by which token the contents of which dialogs were read: ids only',
    oneOf('on', 'off'),
  ),
  requestsPerMinute: setting(
    'TOKEN_REQUESTS_PER_MINUTE',
    String(DEFAULT_TOKEN_LIMITS.perMinute),
    'requests a minute, with one token, that one process answers; more answer 429',
    number(1, 10_000_000),
  ),
  requestsAtOnce: setting(
    'TOKEN_REQUESTS_AT_ONCE',
    String(DEFAULT_TOKEN_LIMITS.atOnce),
    'requests with one token that one process answers at the same time; more answer 429',
    number(1, 100_000),
  ),
  accountRequestsPerMinute: setting(
    'ACCOUNT_REQUESTS_PER_MINUTE',
    String(DEFAULT_ACCOUNT_LIMITS.perMinute),
    'requests a minute, with all tokens of one account, that one process answers; more answer 429',
    number(1, 100_000_000),
  ),
  accountRequestsAtOnce: setting(
    'ACCOUNT_REQUESTS_AT_ONCE',
    String(DEFAULT_ACCOUNT_LIMITS.atOnce),
    'requests with all tokens of one account that one process answers at the same time; more answer 429',
    number(1, 100_000),
  ),
  allRequestsAtOnce: setting(
    'REQUESTS_AT_ONCE',
    String(DEFAULT_REQUESTS_AT_ONCE),
    'requests of everybody that one process answers, or lets wait, at the same time; more answer 503 at once',
    number(1, 100_000),
  ),
  operationsOfAccount: setting(
    'ACCOUNT_OPERATIONS_AT_ONCE',
    '0',
    'operations of one account that ask the database at the same time while other accounts ask too; more of it wait. `0`: one less than this machine has cores, at least 1',
    number(0, 1_000),
  ),
  connections: setting(
    'CONNECTIONS_LIMIT',
    String(DEFAULT_CONNECTION_LIMITS.connections),
    'connections of clients that one process takes; more are closed. Health checks need some of them',
    number(10, 1_000_000),
  ),
  keepAliveTimeout: setting(
    'KEEP_ALIVE_TIMEOUT_MS',
    String(DEFAULT_CONNECTION_LIMITS.keepAlive),
    "how long a client's connection may lie idle; longer than a proxy before the server lets it",
    number(1_000, 3_600_000),
  ),
  requestTimeout: setting(
    'REQUEST_TIMEOUT_MS',
    '30000',
    'longest time until a request to the API is answered; longer ones answer TIMEOUT',
    number(100, 600_000),
  ),
  largestBody: setting(
    'BODY_LIMIT_BYTES',
    '2097152',
    'largest body of a request to the API; a message of the greatest length needs some 700000',
    number(1_000, 100_000_000),
  ),
  queryTokens: setting(
    'QUERY_TOKENS_LIMIT',
    String(DEFAULT_QUERY_LIMITS.tokens),
    'names, braces and values that one document may have',
    number(100, 1_000_000),
  ),
  queryDepth: setting(
    'QUERY_DEPTH_LIMIT',
    String(DEFAULT_QUERY_LIMITS.depth),
    'fields within fields that an operation may have; introspection needs 16',
    number(1, 1_000),
  ),
  queryAliases: setting(
    'QUERY_ALIASES_LIMIT',
    String(DEFAULT_QUERY_LIMITS.aliases),
    'aliases that one document may have',
    number(0, 10_000),
  ),
  queryCost: setting(
    'QUERY_COST_LIMIT',
    String(DEFAULT_QUERY_LIMITS.cost),
    'what an operation may cost, as `extensions.cost` of its answer tells',
    number(1_000, 1_000_000_000),
  ),
  persistedQueries: setting(
    'PERSISTED_QUERIES',
    '',
    'file of the only operations that are answered, as JSON `{"ID": "QUERY"}`; empty: any',
    text,
  ),
  hostTokens: setting(
    'HOST_TOKENS',
    'off',
    "`on` takes the host's own `access_tokens`: administrators as such, agents as readers of their inboxes",
    oneOf('on', 'off'),
  ),
  jwtIssuer: setting('JWT_ISSUER', '', "takes JWTs of this issuer (`iss`), the company's identity provider", text),
  jwtAudience: setting('JWT_AUDIENCE', '', 'the audience (`aud`) that these JWTs must be for', text),
  jwtJwksUrl: setting('JWT_JWKS_URL', '', 'where the keys of the issuer are (JWKS), by https', secureUrl),
  jwtClockTolerance: setting(
    'JWT_CLOCK_TOLERANCE_SECONDS',
    '10',
    "how far the issuer's clock may differ from ours",
    number(0, 300),
  ),
  jwtAccountClaim: setting('JWT_ACCOUNT_CLAIM', 'account_id', 'claim with the id of the account', text),
  jwtRoleClaim: setting(
    'JWT_ROLE_CLAIM',
    'role',
    'claim with the role, or with several of which the greatest counts',
    text,
  ),
  jwtRoles: setting(
    'JWT_ROLES',
    ROLES.map((role) => `${role}=${role}`).join(','),
    'what the values of that claim mean, as `VALUE=ROLE` with commas between',
    pairsTo(ROLES),
  ),
  jwtInboxesClaim: setting('JWT_INBOXES_CLAIM', 'inbox_ids', 'claim with the ids of the only inboxes to see', text),
  jwtTeamsClaim: setting('JWT_TEAMS_CLAIM', 'team_ids', 'claim with the ids of the only teams to see', text),
  jwtContentsScope: setting('JWT_CONTENTS_SCOPE', 'contents', 'value of `scope` that lets contents be read', text),
} as const;

const JWT_VARIABLES = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'] as const;

/** What is wrong with settings that are right each by itself. */
export function checkAccess({ jwtIssuer, jwtAudience, jwtJwksUrl }: Settings): string[] {
  const given = [jwtIssuer, jwtAudience, jwtJwksUrl];
  const missing = JWT_VARIABLES.filter((_name, index) => given[index] === '');
  const isRight = missing.length === 0 || missing.length === given.length;
  return isRight ? [] : [`${missing.join(', ')}: not set; JWTs need all of ${JWT_VARIABLES.join(', ')}`];
}
