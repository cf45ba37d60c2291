import type { Placements } from './placements';
import {
  bind,
  type Condition,
  fieldsOf,
  isBound,
  type Level,
  type Node,
  type Output,
  type Source,
  termOf,
} from './scope';

const ACCOUNT = 'account_id';

type Parts = ReadonlyMap<string, readonly Output[]>;

/** What is wrong with a statement that reads or writes rows. */
export function checkStatement(statement: Node, placements: Placements, isOfAll: boolean): string[] {
  const problems: string[] = [];
  new Reader(placements, problems, isOfAll).query(statement, undefined, new Map());
  return problems;
}

/**
 * Reads the levels of a statement from the outside in, and tells of each table that nothing binds to an account. A planner
 * knows a constant of a table by the conditions of its own level, and through a plain query in FROM; not by what a part
 * of WITH or a query around holds. Only of statements of all accounts does that count.
 */
class Reader {
  constructor(
    private readonly placements: Placements,
    private readonly problems: string[],
    private readonly isOfAll: boolean,
  ) {}

  /** A query or a change of rows; answers the columns that it gives. */
  query(node: Node, parent: Level | undefined, around: Parts): Output[] {
    const [[kind, statement]] = Object.entries(node) as [[string, Node]];
    const parts = this.parts(statement.withClause, parent, around);
    if (kind === 'SelectStmt') return this.select(statement, parent, parts);
    if (kind === 'InsertStmt') return this.insert(statement, parent, parts);
    if (kind === 'UpdateStmt') return this.change(statement, statement.fromClause, parent, parts);
    if (kind === 'DeleteStmt') return this.change(statement, statement.usingClause, parent, parts);
    if (kind === 'CopyStmt') return this.copy(statement);
    this.problems.push(`${kind}: what it needs of accounts is not known`);
    return [];
  }

  private isByAccount(table: string): boolean {
    return this.placements.distributed.has(table) || this.placements.readByAccount.has(table);
  }

  private parts(clause: Node | undefined, parent: Level | undefined, around: Parts): Parts {
    const parts = new Map(around);
    for (const { CommonTableExpr: part } of clause?.ctes ?? []) {
      const first = clause!.recursive && part.ctequery.SelectStmt?.larg;
      if (first)
        parts.set(part.ctename, this.named(this.query({ SelectStmt: first }, parent, parts), part.aliascolnames));
      parts.set(part.ctename, this.named(this.query(part.ctequery, parent, parts), part.aliascolnames));
    }
    return parts;
  }

  private named(outputs: readonly Output[], names: readonly Node[] | undefined): Output[] {
    return outputs.map((output, i) => ({ ...output, name: names?.[i]?.String.sval ?? output.name }));
  }

  private select(select: Node, parent: Level | undefined, parts: Parts): Output[] {
    if (select.op && select.op !== 'SETOP_NONE') {
      const first = this.query({ SelectStmt: select.larg }, parent, parts);
      const second = this.query({ SelectStmt: select.rarg }, parent, parts);
      const isSame = first.length === second.length && ![...first, ...second].some(({ name }) => name === '*');
      const other = (name: string, i: number) => (isSame ? second[i] : second.find((output) => output.name === name));
      return first.map(({ name, isBound }, i) => ({ name, isBound: isBound && other(name, i)?.isBound === true }));
    }
    if (select.valuesLists) return this.values(select.valuesLists, parent, parts);
    const { level, unbound } = this.level(select.fromClause ?? [], select.whereClause, parent, parts);
    const { fromClause: _, whereClause: __, withClause: ___, ...rest } = select;
    this.nested(rest, level, parts);
    if (unbound.length > 0 && select.lockingClause)
      this.problems.push(`${unbound.join(', ')}: rows locked across accounts`);
    const hasSets = JSON.stringify(select.groupClause ?? []).includes('"GroupingSet"');
    if (unbound.length > 0 && hasSets) this.problems.push(`${unbound.join(', ')}: grouping sets across accounts`);
    return this.outputs(select.targetList, level);
  }

  private values(lists: readonly Node[], parent: Level | undefined, parts: Parts): Output[] {
    this.nested(lists, { parent, sources: [] }, parts);
    const rows = lists.map(({ List }) => List.items as Node[]);
    return rows[0]!.map((_, i) => ({
      name: `column${i + 1}`,
      isBound: rows.every((row) => termOf(row[i], { parent, sources: [] }) === 'constant'),
    }));
  }

  private insert(insert: Node, parent: Level | undefined, parts: Parts): Output[] {
    const table: string = insert.relation.relname;
    if (insert.selectStmt) this.query(insert.selectStmt, parent, parts);
    const target = this.table(insert.relation);
    const isNamed = insert.cols?.some(({ ResTarget }: Node) => ResTarget.name === ACCOUNT);
    // Rows go where their account is, be it in the statement or in a parameter that holds them all.
    if (!isNamed && this.isByAccount(table)) this.problems.push(`${table}: inserted without ${ACCOUNT}`);
    const conflict = insert.onConflictClause;
    const keys: Node[] | undefined = conflict?.infer?.indexElems;
    if (keys && this.placements.distributed.has(table) && !keys.some(({ IndexElem }) => IndexElem.name === ACCOUNT)) {
      this.problems.push(`${table}: a conflict told by a key without ${ACCOUNT}`);
    }
    this.keepsAccount(table, conflict?.targetList);
    const excluded: Source = { ...target, name: 'excluded', table: undefined };
    const level: Level = { parent, sources: [target, excluded] };
    this.nested([conflict, insert.returningClause?.exprs], level, parts);
    return this.outputs(insert.returningClause?.exprs, level);
  }

  private change(statement: Node, from: readonly Node[] = [], parent: Level | undefined, parts: Parts): Output[] {
    const { level } = this.level([{ RangeVar: statement.relation }, ...from], statement.whereClause, parent, parts);
    this.keepsAccount(statement.relation.relname, statement.targetList);
    this.nested([statement.targetList, statement.returningClause?.exprs], level, parts);
    return this.outputs(statement.returningClause?.exprs, level);
  }

  private copy({ relation, is_from: isFrom }: Node): Output[] {
    if (!isFrom && this.isByAccount(relation.relname)) this.problems.push(`${relation.relname}: copied whole`);
    return [];
  }

  private keepsAccount(table: string, changes: readonly Node[] | undefined): void {
    if (!this.isByAccount(table)) return;
    if (changes?.some(({ ResTarget }) => ResTarget.name === ACCOUNT))
      this.problems.push(`${table}: ${ACCOUNT} updated`);
  }

  /** What a level reads from, with what its conditions bind, and the names of the distributed tables that they don't. */
  private level(from: readonly Node[], where: Node | undefined, parent: Level | undefined, parts: Parts) {
    const level: Level = { parent, sources: [] };
    const conditions: Condition[] = where ? [{ expression: where, binds: 'all' }] : [];
    const later: (() => void)[] = [];
    for (const item of from) this.source(item, level, parts, conditions, later);
    bind(level, conditions);
    if (this.isOfAll) this.bindFirst(level, conditions);
    for (const read of later) {
      read();
      bind(level, conditions);
    }
    this.nested(
      conditions.map(({ expression }) => expression),
      level,
      parts,
    );
    const unbound = level.sources
      .filter(({ table, bound }) => table && this.isByAccount(table) && !bound.has(ACCOUNT))
      .map(({ name, table }) => (name === table ? name : `${table} ${name}`));
    for (const name of unbound) this.problems.push(`${name}: of no one account`);
    return { level, unbound };
  }

  /** What a query within may count on. */
  private around(level: Level): Level | undefined {
    return this.isOfAll ? level : undefined;
  }

  /** Takes each account by itself: of the outermost tables one stands for it, and all others are to follow. */
  private bindFirst(level: Level, conditions: readonly Condition[]): void {
    const isKnown = (at: Level | undefined): boolean =>
      at !== undefined && (at.sources.some(({ bound }) => bound.has(ACCOUNT)) || isKnown(at.parent));
    const first = level.sources.find(({ table }) => table && this.isByAccount(table));
    if (!first || isKnown(level)) return;
    first.bound.add(ACCOUNT);
    bind(level, conditions);
  }

  /** Adds what an item of FROM reads from, and its conditions; what sees its neighbours is read later. */
  private source(item: Node, level: Level, parts: Parts, conditions: Condition[], later: (() => void)[]): Source[] {
    if (item.JoinExpr) return this.join(item.JoinExpr, level, parts, conditions, later);
    const [[kind, node]] = Object.entries(item) as [[string, Node]];
    const names: Node[] | undefined = node.alias?.colnames;
    const name: string = node.alias?.aliasname ?? node.relname ?? '';
    const add = (source: Source) => {
      level.sources.push(source);
      return [source];
    };
    const part = kind === 'RangeVar' && !node.schemaname ? parts.get(node.relname) : undefined;
    if (part) return add(sourceOf(name, this.named(part, names), this.isOfAll));
    if (kind === 'RangeVar') return add(this.table(node));
    const columns = (names ?? []).map((column) => ({ name: column.String.sval, isBound: false }));
    const source = sourceOf(name, columns, false);
    if (kind !== 'RangeSubselect') {
      later.push(() => this.nested(node, level, parts));
      return add(source);
    }
    const read = (parent: Level | undefined) => {
      const outputs = this.named(this.query(node.subquery, parent, parts), names);
      for (const output of outputs) source.columns.add(output.name);
      if (!this.isOfAll && !isPlain(node.subquery.SelectStmt)) return;
      for (const output of outputs) if (output.isBound) source.bound.add(output.name);
    };
    if (node.lateral) later.push(() => read(this.around(level)));
    else read(level.parent);
    return add(source);
  }

  private join(join: Node, level: Level, parts: Parts, conditions: Condition[], later: (() => void)[]): Source[] {
    const left = this.source(join.larg, level, parts, conditions, later);
    const right = this.source(join.rarg, level, parts, conditions, later);
    const all = [...left, ...right];
    const binds = { JOIN_INNER: all, JOIN_LEFT: right, JOIN_RIGHT: left, JOIN_FULL: [] as Source[] }[
      join.jointype as 'JOIN_INNER'
    ];
    const expressions: Node[] = (join.usingClause ?? []).map((name: Node) => equality(left, right, name.String.sval));
    if (join.quals) expressions.push(join.quals);
    conditions.push(...expressions.map((expression) => ({ expression, binds: new Set(binds) })));
    return all;
  }

  private table({ relname, alias, schemaname }: Node): Source {
    const isOurs = !schemaname || schemaname === 'public';
    const columns = new Set(isOurs && this.placements.withAccount.has(relname) ? [ACCOUNT] : []);
    return { name: alias?.aliasname ?? relname, table: isOurs ? relname : undefined, columns, bound: new Set() };
  }

  /** Reads the queries within expressions. */
  private nested(node: unknown, level: Level, parts: Parts): void {
    if (typeof node !== 'object' || node === null) return;
    for (const [kind, inner] of Object.entries(node)) {
      if (kind === 'SubLink') {
        this.query(inner.subselect, this.around(level), parts);
        this.nested(inner.testexpr, level, parts);
      } else this.nested(inner, level, parts);
    }
  }

  private outputs(targets: readonly Node[] | undefined, level: Level): Output[] {
    return (targets ?? []).flatMap(({ ResTarget: { name, val } }) => {
      const fields = val.ColumnRef ? fieldsOf(val.ColumnRef) : [];
      if (fields.at(-1) !== '*') return [{ name: name ?? fields.at(-1) ?? '?', isBound: isBound(termOf(val, level)) }];
      return level.sources
        .filter((source) => fields.length === 1 || source.name === fields.at(-2))
        .flatMap(({ columns, bound, table }) => [
          ...[...columns].map((column) => ({ name: column, isBound: bound.has(column) })),
          ...(table ? [{ name: '*', isBound: false }] : []),
        ]);
    });
  }
}

/** Whether a planner takes the query's conditions as those of the query around it. */
function isPlain({ limitCount, limitOffset, groupClause, distinctClause, larg }: Node): boolean {
  return !(limitCount || limitOffset || groupClause || distinctClause || larg);
}

function sourceOf(name: string, outputs: readonly Output[], binds: boolean): Source {
  const bound = outputs.filter((output) => binds && output.isBound).map((output) => output.name);
  return { name, columns: new Set(outputs.map((output) => output.name)), bound: new Set(bound) };
}

/** The condition that USING stands for. */
function equality(left: readonly Source[], right: readonly Source[], column: string): Node {
  const reference = (sources: readonly Source[]) => ({
    ColumnRef: {
      fields: [
        { String: { sval: sources.find(({ columns }) => columns.has(column))?.name ?? '' } },
        { String: { sval: column } },
      ],
    },
  });
  return {
    A_Expr: { kind: 'AEXPR_OP', name: [{ String: { sval: '=' } }], lexpr: reference(left), rexpr: reference(right) },
  };
}
