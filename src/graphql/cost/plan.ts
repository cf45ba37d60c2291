import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isAbstractType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { FieldCosts } from './field-costs';
import type { FieldCost } from './table';

/** A field of an operation, with what its cost depends on. */
export interface PlannedField {
  /** As the answer names it. */
  readonly key: string;
  readonly cost: FieldCost;
  readonly arguments: ReadonlyMap<string, ValueNode>;
  /** It is left out where one of these does not hold, its own or that of a fragment around it. */
  readonly conditions: readonly Condition[];
  readonly selections: PlannedSelections | undefined;
}

/** What @skip or @include looks at. */
export interface Condition {
  readonly value: ValueNode;
  readonly isSkip: boolean;
}

/** The fields that an object is asked for, by the types that it may have. */
export interface PlannedSelections {
  readonly alternatives: readonly (readonly PlannedField[])[];
}

/**
 * Resolves the names of a validated document once: what is left for each request is to count. A selection set is planned
 * once for each type, however often fragments spread it.
 */
export function planOperation(
  costs: FieldCosts,
  { definitions }: DocumentNode,
  root: GraphQLObjectType,
  selectionSet: SelectionSetNode,
): PlannedSelections {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const planned = new Map<SelectionSetNode, Map<string, PlannedSelections>>();

  const selectionsOf = (set: SelectionSetNode, type: GraphQLNamedType): PlannedSelections => {
    const byType = planned.get(set) ?? new Map<string, PlannedSelections>();
    planned.set(set, byType);
    let selections = byType.get(type.name);
    if (!selections) {
      const types = isAbstractType(type) ? costs.schema.getPossibleTypes(type) : [type as GraphQLObjectType];
      selections = { alternatives: types.map((possible) => fieldsOf(set, possible)) };
      byType.set(type.name, selections);
    }
    return selections;
  };

  /** The fields for an object of a type; each fragment once, for what it selects again is answered once. */
  const fieldsOf = (set: SelectionSetNode, type: GraphQLObjectType): PlannedField[] => {
    const fields: PlannedField[] = [];
    const spread = new Set<string>();
    const add = ({ selections }: SelectionSetNode, around: Condition | undefined) => {
      for (const selection of selections) {
        const [condition, ...others] = conditionsOf(selection);
        if (selection.kind === Kind.FIELD) {
          const conditions = [around, condition, ...others].filter((each) => each !== undefined);
          fields.push(fieldOf(selection, type, conditions));
          continue;
        }
        // One condition is enough to tell apart; were all of them kept, there could be too many ways to a fragment.
        const within = around ?? condition;
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (applies(selection.typeCondition?.name.value, type)) add(selection.selectionSet, within);
          continue;
        }
        const { name, typeCondition, selectionSet } = fragments.get(selection.name.value)!;
        const way = `${name.value} ${within && print(within.value)} ${within?.isSkip}`;
        if (spread.has(way) || !applies(typeCondition.name.value, type)) continue;
        spread.add(way);
        add(selectionSet, within);
      }
    };
    add(set, undefined);
    return fields;
  };

  const fieldOf = (node: FieldNode, type: GraphQLObjectType, conditions: readonly Condition[]): PlannedField => {
    const { cost, type: inner } = costs.find(type, node.name.value);
    return {
      key: node.alias?.value ?? node.name.value,
      cost,
      arguments: new Map(node.arguments?.map(({ name, value }) => [name.value, value])),
      conditions,
      selections: node.selectionSet && selectionsOf(node.selectionSet, inner),
    };
  };

  const applies = (name: string | undefined, type: GraphQLObjectType): boolean => {
    if (name === undefined || name === type.name) return true;
    const condition = costs.schema.getType(name);
    return condition !== undefined && isAbstractType(condition) && costs.schema.isSubType(condition, type);
  };

  return selectionsOf(selectionSet, root);
}

function conditionsOf({ directives = [] }: SelectionNode): Condition[] {
  return directives.flatMap((directive) => {
    const value = conditionIn(directive);
    return value === undefined ? [] : [{ value, isSkip: directive.name.value === 'skip' }];
  });
}

function conditionIn({ name, arguments: args = [] }: DirectiveNode): ValueNode | undefined {
  const isCondition = name.value === 'skip' || name.value === 'include';
  return isCondition ? args.find((argument) => argument.name.value === 'if')?.value : undefined;
}
