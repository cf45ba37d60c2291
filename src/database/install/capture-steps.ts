import { captureTriggers, installStatements } from '../capture-triggers';
import type { EventTableName } from '../event-table';
import type { CaptureState, FoundFunction, FoundTrigger } from './capture-state';

/** What brings a table's capture to this version of the product. Words tell each step: `attach trigger x to y`. */
export interface TableSteps {
  readonly table: string;
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
export function stepsToCapture(state: CaptureState, events: EventTableName, schema: string): TableSteps[] {
  const wanted = wantedTriggers(events, schema);
  const isFirst = state.triggers.length === 0;
  const tables = new Set([...wanted.map(({ table }) => table), ...state.triggers.map(({ table }) => table)]);
  const steps = [...tables].map((table): TableSteps => {
    const found = state.triggers.filter((trigger) => trigger.table === table);
    const ofTable = wanted.filter((trigger) => trigger.table === table);
    const removed = found.filter(({ name }) => !ofTable.some((trigger) => trigger.name === name));
    const changes = ofTable.map((trigger) =>
      changeOf(
        trigger,
        found.find(({ name }) => name === trigger.name),
      ),
    );
    return {
      table,
      functions: ofTable.flatMap((trigger) => functionStep(trigger, state.functions)),
      triggers: [
        ...removed.map(({ name }) => ({
          words: `remove trigger ${name} of ${table}, which is of another version`,
          statements: [dropTrigger(name, table)],
        })),
        ...changes.flatMap(({ step }) => (step ? [step] : [])),
      ],
      takesAway: removed.length > 0 || changes.some(({ change }) => change === 'replace'),
      hasMissed: !isFirst && changes.some(({ change }) => change === 'attach' || change === 'enable'),
    };
  });
  return steps.filter(({ functions, triggers }) => functions.length + triggers.length > 0);
}

/** The steps in words, in their order. */
export function wordsOf(steps: readonly TableSteps[]): string[] {
  return steps.flatMap(({ functions, triggers }) => [...functions, ...triggers]).map(({ words }) => words);
}

/** The statements that make what the triggers need beside their functions; each is safe to repeat. */
export function preparingStatements(events: EventTableName, schema: string): string[] {
  return installStatements(events, schema).prepare.filter((statement) => !FUNCTION.test(statement));
}

/** Takes a trigger away, where it is there. */
export function dropTrigger(name: string, table: string): string {
  return `DROP TRIGGER IF EXISTS ${name} ON ${table}`;
}

interface WantedTrigger {
  readonly name: string;
  readonly table: string;
  readonly create: string;
  readonly createFunction: string;
}

const FUNCTION = /^CREATE OR REPLACE FUNCTION (\w+)\(\)\s+(RETURNS.*?)\s+AS \$capture\$(.*)\$capture\$$/s;

function wantedTriggers(events: EventTableName, schema: string): WantedTrigger[] {
  const { prepare, attach } = installStatements(events, schema);
  const functions = new Map(prepare.map((statement) => [FUNCTION.exec(statement)?.[1], statement]));
  return captureTriggers(events).map(({ name, table }) => ({
    ...{ name, table, create: attach.get(name)! },
    createFunction: functions.get(name)!,
  }));
}

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
