import { type WantedTrigger, wantedTriggers } from '../capture-triggers';
import type { EventTableName } from '../event-table';
import type { Schemas } from '../log-schema';
import type { CaptureState, FoundFunction, FoundTrigger } from './capture-state';

/** What brings a table's capture to this version of the product. Words tell each step: `attach trigger x to y`. */
export interface TableSteps {
  readonly table: string;
  readonly isPartition: boolean;
  /** It has no trigger of the capture, though other tables have. */
  readonly isUncaptured: boolean;
  /** None of its triggers is wanted: the host has detached it. */
  readonly isLeft: boolean;
  /** Statements that take no lock on the table, then those that do. */
  readonly functions: readonly Step[];
  readonly triggers: readonly Step[];
  /** A trigger must be taken away for it, for which readers must wait too. */
  readonly takesAway: boolean;
  /** Triggers were switched off, or gone while others were there: the host's writes were missed meanwhile. */
  readonly hasMissed: boolean;
}

export interface Step {
  readonly words: string;
  readonly statements: readonly string[];
}

/** The steps that are left to do, by table; none for a capture that is complete and of this version. */
export function stepsToCapture(state: CaptureState, events: EventTableName, schemas: Schemas): TableSteps[] {
  const partitionsOf = (table: string) => state.partitions.filter((one) => one.table === table).map(({ name }) => name);
  const wanted = wantedTriggers(events, schemas, partitionsOf);
  const isFirst = state.triggers.length === 0;
  const tables = new Set([...wanted.map(({ table }) => table), ...state.triggers.map(({ table }) => table)]);
  const made = new Set<string>();
  const steps = [...tables].map((table): TableSteps => {
    const found = state.triggers.filter((trigger) => trigger.table === table);
    const ofTable = wanted.filter((trigger) => trigger.table === table);
    const partition = state.partitions.find(({ name }) => name === table);
    const removed = found.filter(({ name }) => !ofTable.some((trigger) => trigger.name === name));
    const changes = ofTable.map((trigger) =>
      changeOf(
        trigger,
        found.find(({ name }) => name === trigger.name),
      ),
    );
    const unmade = ofTable.filter(({ name }) => !made.has(name));
    for (const { name } of unmade) made.add(name);
    return {
      table,
      isPartition: partition !== undefined,
      isLeft: ofTable.length === 0,
      isUncaptured: found.length === 0 && !isFirst,
      functions: unmade.flatMap((trigger) => functionStep(trigger, state.functions)),
      triggers: [
        ...removed.map(({ name }) => ({
          words: `remove trigger ${name} of ${table}, which is ${ofTable.length > 0 ? 'of another version' : DETACHED}`,
          statements: [dropTrigger(name, table)],
        })),
        ...changes.flatMap(({ step }) => (step ? [step] : [])),
      ],
      takesAway: removed.length > 0 || changes.some(({ change }) => change === 'replace'),
      // Whoever made an empty partition made it ahead, and so far nobody wrote to it.
      hasMissed:
        !isFirst && !partition?.isEmpty && changes.some(({ change }) => change === 'attach' || change === 'enable'),
    };
  });
  return steps.filter(({ functions, triggers }) => functions.length + triggers.length > 0);
}

/** Whether the table is a partition that has none of the triggers yet, whose functions are all there. */
export function areOfNewPartition({ isPartition, isUncaptured, functions }: TableSteps): boolean {
  return isPartition && isUncaptured && functions.length === 0;
}

/** The steps in words, in their order. */
export function wordsOf(steps: readonly TableSteps[]): string[] {
  return steps.flatMap(({ functions, triggers }) => [...functions, ...triggers]).map(({ words }) => words);
}

/** Takes a trigger away, where it is there. */
export function dropTrigger(name: string, table: string): string {
  return `DROP TRIGGER IF EXISTS ${name} ON ${table}`;
}

const DETACHED = 'no table that is captured';

const FUNCTION = /^CREATE OR REPLACE FUNCTION (\w+)\(\)\s+(RETURNS.*?)\s+AS \$capture\$(.*)\$capture\$$/s;

function changeOf(
  { name, table, create }: WantedTrigger,
  found: FoundTrigger | undefined,
): { change?: 'attach' | 'replace' | 'enable'; step?: Step } {
  if (!found) return { change: 'attach', step: { words: `attach trigger ${name} to ${table}`, statements: [create] } };
  if (oneLine(found.definition) !== oneLine(create)) {
    const words = `replace trigger ${name} of ${table}, which is of another version`;
    return { change: 'replace', step: { words, statements: [dropTrigger(name, table), create] } };
  }
  if (found.isEnabled) return {};
  const words = `enable trigger ${name} of ${table}, which was switched off`;
  return { change: 'enable', step: { words, statements: [`ALTER TABLE ${table} ENABLE TRIGGER ${name}`] } };
}

/** The rights to make triggers of a function are its owner's alone: PostgreSQL asks for none when one fires. */
function functionStep({ name, createFunction }: WantedTrigger, found: readonly FoundFunction[]): Step[] {
  const existing = found.find((one) => one.name === name);
  if (existing && isAsWanted(existing, createFunction)) return [];
  const words = existing ? `replace function ${name}, which is of another version` : `create function ${name}`;
  return [{ words, statements: [createFunction, `REVOKE EXECUTE ON FUNCTION ${name}() FROM PUBLIC`] }];
}

function isAsWanted({ header, body, isPublic }: FoundFunction, createFunction: string): boolean {
  const [, , wantedHeader, wantedBody] = FUNCTION.exec(createFunction)!;
  return !isPublic && body === wantedBody && plainHeader(header) === plainHeader(wantedHeader!);
}

/** PostgreSQL tells settings as `TO 'a', 'b'`, however they were given. */
function plainHeader(header: string): string {
  return oneLine(header).replace(/ TO /g, ' = ').replace(/['"]/g, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
