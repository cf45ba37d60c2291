// biome-ignore lint/suspicious/noExplicitAny: the parser's tree, an object a node by its kind.
export type Node = Record<string, any>;

/** What a statement reads from: a table, a part of WITH, a query or a function, by the name that it goes by there. */
export interface Source {
  readonly name: string;
  /** Undefined for everything but a table. */
  readonly table?: string;
  /** Columns that are known, lower case. */
  readonly columns: Set<string>;
  /** Of these, those that are known to be one account's. */
  readonly bound: Set<string>;
}

/** One level of a statement: what it reads from, and the level around it, whose names it sees too. */
export interface Level {
  readonly parent: Level | undefined;
  readonly sources: Source[];
}

/** A column that a query gives; `*` is any other. */
export interface Output {
  readonly name: string;
  readonly isBound: boolean;
}

/** A value that all rows share, or a column. */
type Term = 'constant' | { readonly source: Source; readonly column: string };

/** A condition that holds for every row, and the sources that it may bind: all but those that an outer join keeps. */
export interface Condition {
  readonly expression: Node;
  readonly binds: ReadonlySet<Source> | 'all';
}

/** The names of a column reference, from the left; `*` for a star. */
export function fieldsOf(reference: Node): string[] {
  return reference.fields.map((field: Node) => field.String?.sval ?? '*');
}

/** What an expression stands for; undefined for anything but a column, a parameter or a constant, cast or not. */
export function termOf(expression: Node | undefined, level: Level): Term | undefined {
  if (expression?.TypeCast) return termOf(expression.TypeCast.arg, level);
  if (expression?.ParamRef || (expression?.A_Const && !expression.A_Const.isnull)) return 'constant';
  if (!expression?.ColumnRef) return undefined;
  const fields = fieldsOf(expression.ColumnRef);
  const column = fields.at(-1)!;
  const source = findSource(level, column, fields.at(-2));
  return source && { source, column };
}

function findSource(level: Level | undefined, column: string, name: string | undefined): Source | undefined {
  if (!level) return undefined;
  const found = level.sources.find((source) => (name ? source.name === name : source.columns.has(column)));
  return found ?? findSource(level.parent, column, name);
}

export function isBound(term: Term | undefined): boolean {
  return term !== undefined && (term === 'constant' || term.source.bound.has(term.column));
}

/** Marks as bound what conditions make equal to a constant, or to what is bound already, until there is no more. */
export function bind(level: Level, conditions: readonly Condition[]): void {
  const equalities = conditions.flatMap(({ expression, binds }) =>
    equalitiesOf(expression).flatMap(([one, other]) => [
      { from: termOf(one, level), to: termOf(other, level), binds },
      { from: termOf(other, level), to: termOf(one, level), binds },
    ]),
  );
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const { from, to, binds } of equalities) {
      if (!to || to === 'constant' || !isBound(from) || isBound(to)) continue;
      if (!level.sources.includes(to.source) || (binds !== 'all' && !binds.has(to.source))) continue;
      to.source.bound.add(to.column);
      hasChanged = true;
    }
  }
}

/** The pairs of expressions that are equal wherever a condition is true: not those of an OR, a NOT or a list. */
function equalitiesOf(condition: Node | undefined): [Node, Node][] {
  if (condition?.BoolExpr?.boolop === 'AND_EXPR') return condition.BoolExpr.args.flatMap(equalitiesOf);
  const operation = condition?.A_Expr;
  if (operation?.kind !== 'AEXPR_OP' || operation.name.at(-1).String.sval !== '=') return [];
  const [one, other] = [operation.lexpr, operation.rexpr];
  if (!one?.RowExpr || !other?.RowExpr) return [[one, other]];
  return one.RowExpr.args.map((arg: Node, i: number) => [arg, other.RowExpr.args[i]]);
}
