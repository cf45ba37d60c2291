import fc from 'fast-check';
import { createDice, type Dice } from '../../../src/demo/dice';
import { broken } from './broken';
import { flood } from './floods';
import { type Ids, type Material, type Operation, randomOperation } from './operations';
import { hostileJson } from './texts';
import { hostileBody, hostileEndpoint, hostileHeaders, type WireRequest } from './wire';

/** A request of HTTP. */
export interface HostileRequest extends WireRequest {
  /** Which kind it is, for the report. */
  readonly kind: Kind;
}

/** The tokens that requests are sent with. */
export interface Tokens {
  /** Those that may read, each within its limits, and may change nothing of what is watched. */
  readonly harmless: readonly string[];
  /** Of an account whose rows are not watched: they may change everything of it. */
  readonly sacrificed: readonly string[];
  readonly idsOfSacrificed: Ids;
}

/** What comes how often. */
const WEIGHTS = {
  valid: 12,
  'hostile values': 34,
  'broken document': 22,
  flood: 3,
  mutation: 6,
  'mutation of a sacrificed account': 6,
  'hostile token': 4,
  endpoint: 8,
  body: 4,
};
type Kind = keyof typeof WEIGHTS;

/** Random requests: the same for the same seed. */
export function hostileRequests(seed: number, count: number, material: Material, tokens: Tokens): HostileRequest[] {
  const request = fc.integer().map((number) => requestOf(createDice(seed, number), material, tokens));
  return fc.sample(request, { seed, numRuns: count });
}

function requestOf(dice: Dice, material: Material, tokens: Tokens): HostileRequest {
  const { harmless, sacrificed, idsOfSacrificed } = tokens;
  const kind = dice.weighted(WEIGHTS);
  const token = dice.pick(harmless);
  const ask = (operation: Operation, by = token) => asked(dice, kind, operation, by);
  switch (kind) {
    case 'valid':
      return ask(randomOperation(dice, material, 'query', { values: 0 }));
    case 'hostile values':
      return ask(randomOperation(dice, material, 'query', { values: dice.pick([0.1, 0.3, 0.8]) }));
    case 'broken document': {
      const values = dice.pick([0, 0.2]);
      const { query, variables } = randomOperation(dice, material, dice.pick(['query', 'query', 'mutation']), {
        values,
      });
      return ask({ query: broken(dice, query), ...(variables && { variables }) });
    }
    case 'flood':
      return ask(flood(dice));
    case 'mutation':
      return ask(randomOperation(dice, material, 'mutation', { values: 0.1 }));
    case 'mutation of a sacrificed account': {
      const own = { ...material, ids: idsOfSacrificed };
      const operation = randomOperation(dice, own, 'mutation', { values: dice.pick([0, 0.1, 0.5]) });
      return ask(operation, dice.pick(sacrificed));
    }
    case 'hostile token':
      return { ...ask({ query: '{ viewer { role } }' }), headers: { ...JSON_BODY, ...hostileHeaders(dice) } };
    case 'endpoint':
      return { kind, ...hostileEndpoint(dice, bearer(token), token) };
    case 'body':
      return {
        kind,
        method: 'POST',
        path: '/graphql',
        headers: { ...bearer(token), ...JSON_BODY },
        body: hostileBody(dice),
      };
  }
}

const JSON_BODY = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The operation by POST, or now and then by GET, in a batch, or with more beside it. */
function asked(dice: Dice, kind: Kind, operation: Operation, token: string): HostileRequest {
  const headers = { ...bearer(token), ...JSON_BODY };
  if (dice.chance(0.05)) {
    const query = new URLSearchParams({ query: operation.query, variables: JSON.stringify(operation.variables ?? {}) });
    const path = `/graphql?${query}`;
    if (path.length < 12_000)
      return { kind, method: 'GET', path, headers: { ...headers, 'apollo-require-preflight': '1' } };
  }
  const more = dice.chance(0.05) ? { operationName: hostileJson(dice, 1), extensions: hostileJson(dice) } : {};
  const body = JSON.stringify({ ...operation, ...more });
  return { kind, method: 'POST', path: '/graphql', headers, body: dice.chance(0.01) ? `[${body},${body}]` : body };
}
