import { ask } from './ask';
import { LookupsDocument, type LookupsQuery } from './operations';
import { useFound } from './useAnswer';

/** Something that dialogs can be narrowed to. */
export interface Named {
  readonly databaseId: string;
  readonly name: string;
}

/** Who asks, and what the controls offer. */
export interface Lookups {
  readonly viewer: LookupsQuery['viewer'];
  readonly inboxes: readonly Named[];
  readonly teams: readonly Named[];
  readonly agents: readonly Named[];
}

/** More than so many of a list can't be chosen from anyway. */
const MOST_PAGES = 20;

async function findLookups(signal: AbortSignal, token: string): Promise<Lookups> {
  const found = { inboxes: [] as Named[], teams: [] as Named[], agents: [] as Named[] };
  const after = {
    inboxesAfter: null as string | null,
    teamsAfter: null as string | null,
    agentsAfter: null as string | null,
  };
  for (let page = 1; ; page++) {
    const answer = await ask(token, LookupsDocument, after, signal);
    let more = false;
    for (const list of ['inboxes', 'teams', 'agents'] as const) {
      found[list].push(...answer[list].nodes);
      after[`${list}After`] = answer[list].pageInfo.endCursor ?? after[`${list}After`];
      more ||= answer[list].pageInfo.hasNextPage;
    }
    if (!more || page === MOST_PAGES) return { viewer: answer.viewer, ...found };
  }
}

/** The account's inboxes, teams and agents, and whose token it is. */
export function useLookups() {
  return useFound(['lookups'], findLookups);
}
