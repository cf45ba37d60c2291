import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../helpers/cli';

/** A column of an answer: where in a row it is, and what it is called and read as. */
export interface Column {
  readonly selector: string;
  readonly text: string;
  readonly type: 'string' | 'number' | 'timestamp';
}

/** A query of the dashboard, as the Infinity data source keeps it. */
export interface Target {
  readonly refId: string;
  readonly type: string;
  readonly source: string;
  readonly parser: string;
  readonly url: string;
  readonly url_options: { readonly method: string; readonly body_type: string; readonly body_graphql_query: string };
  readonly root_selector: string;
  readonly columns: readonly Column[];
}

export interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Target[];
  readonly fieldConfig: { readonly overrides: readonly { readonly matcher: { readonly options: string } }[] };
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly allValue?: string;
  readonly query: { readonly infinityQuery: Target };
}

/** The dashboard for Grafana. */
export const DASHBOARD: {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
} = JSON.parse(readFileSync(path.join(PROJECT, 'deploy/grafana/dialogs.json'), 'utf8'));

/** What is chosen on the dashboard: the values of its variables, the period and the zone. */
export interface Chosen {
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Puts the values in the places of variables, as Grafana does in the browser; throws on a variable that it has not. */
export function interpolate(text: string, { from, to, zone, variables }: Chosen): string {
  return text.replace(/\$(?:\{(\w+)(?::([\w:]+))?\}|(\w+))/g, (_all, braced, format, plain) => {
    const name = braced ?? plain;
    if (name === '__timezone') return zone;
    const moment = name === '__from' ? from : name === '__to' ? to : undefined;
    if (moment) return format === 'date:iso' ? moment.toISOString() : String(moment.getTime());
    const value = variables[name];
    if (value === undefined || format) throw new Error(`Grafana would leave $${name} (${format}) as it stands`);
    return value;
  });
}

/** What a path of names leads to; undefined where one of them is missing, null behind a null. */
export function select(value: unknown, selector: string): unknown {
  return selector
    .split('.')
    .reduce<unknown>((of, name) => (of === null ? null : (of as Record<string, unknown>)?.[name]), value);
}

/** The rows of an answer, as both data sources see them: a list's elements, or the one object. */
export function rowsOf(answer: unknown, rootSelector: string): unknown[] {
  const root = select(answer, rootSelector);
  if (typeof root !== 'object' || root === null) throw new Error(`${rootSelector} leads to no rows`);
  return Array.isArray(root) ? root : [root];
}

/** An object's fields by their paths, as the GraphQL data source makes columns of them. */
export function flatten(row: object, before = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flatten(value, `${before}${name}.`))
        : [[`${before}${name}`, value]],
    ),
  );
}
