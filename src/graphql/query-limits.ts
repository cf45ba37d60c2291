import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fragmentsOf, tooComplex } from './complexity';
import { costMeter, type MeasuredCost } from './cost/measure';
import type { QueryLimits } from './operation-limits';
import { checkRootFields } from './root-fields';

/** The parser's refusal of too many tokens, with the limit's name and what to do; any other message as it is. */
export function explainTokens(message: string): string {
  const tokens = /Document contains more tha[nt] (\d+) tokens/.exec(message)?.[1];
  return tokens === undefined ? message : `more than ${tokens} tokens (QUERY_TOKENS_LIMIT); ask in several requests`;
}

/**
 * Refuses operations that are nested too deep, ask for too much under other names or at their root, or cost too much,
 * before anything is asked of the database; and tells in `extensions.cost` what an operation costs.
 */
export function limitQueries(schema: GraphQLSchema, limits: QueryLimits): ApolloServerPlugin<BaseContext> {
  const measure = costMeter(schema);
  // As they are written: nothing about these depends on variables, and a document that is asked again is the same object.
  const fitting = new WeakSet<OperationDefinitionNode>();
  return {
    async requestDidStart() {
      let requested: number | undefined;
      return {
        async didResolveOperation({ operation, document, request }) {
          if (!operation) return;
          if (!fitting.has(operation)) checkForm(operation, document, limits);
          fitting.add(operation);
          const cost = measure(document, operation, request.variables ?? {});
          requested = cost.requested;
          if (requested > limits.cost) throw tooCostly(cost, limits.cost);
        },
        async willSendResponse({ response: { body } }) {
          if (requested === undefined || body.kind !== 'single') return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: { requested, limit: limits.cost } };
        },
      };
    },
  };
}

function checkForm(operation: OperationDefinitionNode, document: DocumentNode, { depth, aliases }: QueryLimits): void {
  if (depthOf(operation, document) > depth)
    throw tooComplex(`fields nested deeper than ${depth} (QUERY_DEPTH_LIMIT); ask for what is deeper by its id`);
  if (countAliases(document) > aliases)
    throw tooComplex(`more than ${aliases} aliases (QUERY_ALIASES_LIMIT); ask in several requests`);
  checkRootFields(operation, document);
}

/** Aliases may have any length. */
const LONGEST_PATH = 200;

function tooCostly({ requested, costliest }: MeasuredCost, limit: number) {
  const parts = costliest().map(({ path, cost }) => `${path.slice(0, LONGEST_PATH)} (${cost})`);
  const remedy = 'ask for smaller pages by `first`, fewer lists within lists or statistics, or in several requests';
  return tooComplex(
    `it costs ${requested}, and may cost ${limit} (QUERY_COST_LIMIT); most of that: ${parts.join(', ')}: ${remedy}`,
  );
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
