import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import { type CostlyField, costliestFields, costOf } from './cost';
import { fieldCostsOf } from './field-costs';
import { type PlannedSelections, planOperation } from './plan';
import { COSTS } from './table';

/** What an operation costs, and which of its parts most. */
export interface MeasuredCost {
  readonly requested: number;
  costliest(): readonly CostlyField[];
}

/** Measures an operation of a validated document, with the variables as the request holds them. */
export type MeasureCost = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
) => MeasuredCost;

interface Planned {
  readonly selections: PlannedSelections;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What it costs whatever the variables; undefined where that depends on them. */
  requested?: number;
}

/** What measures the operations of a schema by the table of costs. Throws where the table does not fit the schema. */
export function costMeter(schema: GraphQLSchema): MeasureCost {
  const costs = fieldCostsOf(schema, COSTS);
  // A document that is asked again is the same object; what nobody asks any more goes with it.
  const plans = new WeakMap<OperationDefinitionNode, Planned>();
  return (document, operation, given) => {
    let planned = plans.get(operation);
    if (!planned) {
      const root = schema.getRootType(operation.operation)!;
      planned = {
        selections: planOperation(costs, document, root, operation.selectionSet),
        defaults: defaultsOf(operation),
      };
      plans.set(operation, planned);
    }
    const { selections, defaults } = planned;
    const variables = { ...defaults, ...given };
    const costliest = () => costliestFields(selections, variables);
    if (planned.requested !== undefined) return { requested: planned.requested, costliest };
    const { requested, isOfVariables } = costOf(selections, variables);
    if (!isOfVariables) planned.requested = requested;
    return { requested, costliest };
  };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}
