import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode, visit } from 'graphql';
import { fragmentsOf, tooComplex } from './complexity';

/** How large an operation may be, as it is written. */
export interface QueryLimits {
  /** Names, braces and values; the parser stops there. */
  readonly tokens: number;
  /** Fields within fields. */
  readonly depth: number;
  /** Fields under other names, in the whole document. */
  readonly aliases: number;
}

export const DEFAULT_QUERY_LIMITS: QueryLimits = { tokens: 10_000, depth: 20, aliases: 200 };

/** The parser's refusal of too many tokens, with the limit's name and what to do; any other message as it is. */
export function explainTokens(message: string): string {
  const tokens = /Document contains more tha[nt] (\d+) tokens/.exec(message)?.[1];
  return tokens === undefined ? message : `more than ${tokens} tokens (QUERY_TOKENS_LIMIT); ask in several requests`;
}

/** Refuses operations that are nested too deep, or ask for too much under other names. */
export function limitQueries({ depth, aliases }: QueryLimits): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, document }) {
          if (!operation) return;
          if (depthOf(operation, document) > depth) {
            throw tooComplex(
              `fields nested deeper than ${depth} (QUERY_DEPTH_LIMIT); ask for what is deeper by its id`,
            );
          }
          if (countAliases(document) > aliases) {
            throw tooComplex(`more than ${aliases} aliases (QUERY_ALIASES_LIMIT); ask in several requests`);
          }
        },
      };
    },
  };
}

function countAliases(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Field({ alias }) {
      if (alias) count += 1;
    },
  });
  return count;
}

/** Validation has refused fragments that spread themselves; each is looked at once. */
function depthOf({ selectionSet }: OperationDefinitionNode, document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const depth = known.get(name) ?? ofSelections(fragments.get(name));
    known.set(name, depth);
    return depth;
  };
  const ofSelections = (set: SelectionSetNode | undefined): number => {
    let deepest = 0;
    for (const selection of set?.selections ?? []) {
      const depth =
        selection.kind === Kind.FIELD
          ? 1 + ofSelections(selection.selectionSet)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(selection.selectionSet)
            : ofFragment(selection.name.value);
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  };
  return ofSelections(selectionSet);
}
