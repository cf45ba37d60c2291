import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

type Values = Readonly<Record<string, unknown>>;
/** By the names of the variables that @skip and @include look at: what they hold. */
export type Conditions = ReadonlyMap<string, boolean>;

/** What the directives of a document look at, in the order of the document. */
export function conditionsOf(document: DocumentNode, variables: Values): Conditions {
  const names = namesByDocument.get(document) ?? variablesOfDirectives(document);
  namesByDocument.set(document, names);
  return names.length === 0 ? NO_CONDITIONS : new Map(names.map((name) => [name, variables[name] === true]));
}

const NO_CONDITIONS: Conditions = new Map();
const namesByDocument = new WeakMap<DocumentNode, readonly string[]>();

function variablesOfDirectives(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = conditionIn(directive);
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** A copy of the document without what its @skip and @include leave out, and without these directives. */
export function prune(document: DocumentNode, conditions: Conditions): DocumentNode {
  const leaveOut = ({ directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined }) =>
    directives.some((directive) => {
      const value = conditionIn(directive);
      if (value === undefined) return false;
      const holds = value.kind === Kind.VARIABLE ? conditions.get(value.name.value) : 'value' in value && value.value;
      return holds === (directive.name.value === 'skip');
    });
  const enter = (node: { readonly directives?: readonly DirectiveNode[] | undefined }) =>
    leaveOut(node) ? null : { ...node, directives: [] };
  return visit(document, { Field: { enter }, InlineFragment: { enter }, FragmentSpread: { enter } });
}

/** What `if` holds, of @skip and @include. */
function conditionIn({ name, arguments: args = [] }: DirectiveNode) {
  const isCondition = name.value === 'skip' || name.value === 'include';
  return isCondition ? args.find((argument) => argument.name.value === 'if')?.value : undefined;
}
