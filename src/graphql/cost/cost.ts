import { Kind, valueFromASTUntyped } from 'graphql';
import type { PlannedField, PlannedSelections } from './plan';
import { daysOf, itemsOf, type Surroundings } from './sizes';

type Variables = Readonly<Record<string, unknown>>;

/** What an operation costs. */
export interface Cost {
  readonly requested: number;
  /** Whether other variables could make it another. */
  readonly isOfVariables: boolean;
}

/** A part of an operation, with what it costs. */
export interface CostlyField {
  /** As in the answer, such as `dialogs.nodes.messages`. */
  readonly path: string;
  readonly cost: number;
}

/** Where nothing is held, a list is one of a field that holds none: the table does not have such. */
const NOWHERE: Surroundings = { held: 1, days: 0 };

/** Numbers beyond say nothing more, and JSON has no infinity. */
const GREATEST = Number.MAX_SAFE_INTEGER;

/** Counts what an operation costs with these variables; its defaults are among them. Nothing is run. */
export function costOf(operation: PlannedSelections, variables: Variables): Cost {
  const counting = new Counting(variables);
  const requested = Math.min(GREATEST, counting.selections(operation, NOWHERE));
  return { requested, isOfVariables: counting.isOfVariables };
}

/** How many parts are named at most. */
const MOST_NAMED = 3;

/**
 * The parts that make an operation costly, the costliest first: from its root down to where the cost parts into several,
 * or comes from the field itself.
 */
export function costliestFields(operation: PlannedSelections, variables: Variables): CostlyField[] {
  const counting = new Counting(variables);
  const within = (selections: PlannedSelections | undefined, path: string, times: number, around: Surroundings) =>
    (selections?.alternatives.flat() ?? [])
      .map((field) => ({ field, path: path + field.key, times, around, cost: times * counting.field(field, around) }))
      .sort((one, other) => other.cost - one.cost);
  let parts = within(operation, '', 1, NOWHERE);
  for (;;) {
    const [{ field, path, times, around, cost }, ...others] = parts as [(typeof parts)[0], ...typeof parts];
    if (others.some((other) => other.cost > cost / 2)) break;
    const { items, inner } = counting.multiplied(field, around);
    const inside = within(field.selections, `${path}.`, times * items, inner);
    const { field: first } = inside[0] ?? {};
    const isOfItself = inside.reduce((sum, each) => sum + each.cost, 0) < cost / 2;
    // That many names and numbers are asked for says less than of what.
    if (first === undefined || isOfItself || (first.selections === undefined && first.cost.work === undefined)) break;
    parts = inside;
  }
  return parts.slice(0, MOST_NAMED).map(({ path, cost }) => ({ path, cost: Math.min(GREATEST, cost) }));
}

/** One look at an operation. Selections that several fragments spread are counted once for each surroundings. */
class Counting {
  isOfVariables = false;
  private readonly counted = new Map<Surroundings, Map<PlannedSelections, number>>();

  constructor(private readonly variables: Variables) {}

  selections(selections: PlannedSelections, around: Surroundings): number {
    const counted = this.counted.get(around) ?? new Map<PlannedSelections, number>();
    this.counted.set(around, counted);
    let most = counted.get(selections);
    if (most === undefined) {
      most = 0;
      for (const fields of selections.alternatives) {
        let sum = 0;
        for (const field of fields) sum += this.field(field, around);
        most = Math.max(most, sum);
      }
      counted.set(selections, most);
    }
    return most;
  }

  /** What a field costs with all within it. */
  field(field: PlannedField, around: Surroundings): number {
    const { cost, conditions, selections } = field;
    for (const { value, isSkip } of conditions) if ((this.valueOf(value) === true) === isSkip) return 0;
    let sum = 1 + (cost.work ?? 0);
    for (const argument in cost.whenTrue) if (this.argument(field, argument) === true) sum += cost.whenTrue[argument]!;
    if (selections === undefined) return cost.items === undefined ? sum : sum + itemsIn(this, field, around);
    const { items, inner } = this.multiplied(field, around);
    // Nothing times what is without end is no number.
    return items === 0 ? sum : sum + items * this.selections(selections, inner);
  }

  /** How often what is within a field is counted, and with which surroundings. */
  multiplied(field: PlannedField, around: Surroundings): { items: number; inner: Surroundings } {
    const { holds, isOfPeriod, isAsAround } = field.cost;
    const items = itemsIn(this, field, around);
    if (isAsAround) return { items, inner: around };
    if (holds === undefined && !isOfPeriod) return { items, inner: NOWHERE };
    const read = (name: string) => this.argument(field, name);
    const held = holds === undefined ? NOWHERE.held : itemsOf(holds, read, around);
    return { items, inner: { held, days: isOfPeriod ? daysOf(read('period')) : NOWHERE.days } };
  }

  argument(field: PlannedField, name: string): unknown {
    const value = field.arguments.get(name);
    return value && this.valueOf(value);
  }

  private valueOf(value: Parameters<typeof valueFromASTUntyped>[0]): unknown {
    if (value.kind === Kind.VARIABLE) {
      this.isOfVariables = true;
      return this.variables[value.name.value];
    }
    if (value.kind === Kind.OBJECT || value.kind === Kind.LIST) this.isOfVariables = true;
    return valueFromASTUntyped(value, this.variables);
  }
}

function itemsIn(counting: Counting, field: PlannedField, around: Surroundings): number {
  const { items } = field.cost;
  return items === undefined ? 1 : itemsOf(items, (name) => counting.argument(field, name), around);
}
