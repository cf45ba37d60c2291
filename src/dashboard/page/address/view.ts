import type { Comparison, DialogFilter } from '../api/operations';
import { type Days, isDay, PRESETS, type Preset } from '../time/period';
import { isZone } from '../time/zones';

const VIEWS = ['overview', 'agents', 'transfers', 'dialogs', 'dialog'] as const;
export type ViewName = (typeof VIEWS)[number];

/** All that the address tells: which view, of which period, of which dialogs. */
export interface View {
  readonly view: ViewName;
  /** A period by name, or its days. */
  readonly period: Preset | Days;
  /** Undefined is the browser's own zone. */
  readonly zone: string | undefined;
  readonly compare: Comparison | undefined;
  /** Whether durations count working hours only; undefined is all the time. */
  readonly hours: 'working' | undefined;
  readonly inbox: readonly string[];
  readonly team: readonly string[];
  readonly agent: readonly string[];
  /** The column of the agents' table, with a minus before it for the greatest first. */
  readonly sort: string | undefined;
  /** Whether transfers are seen between teams; undefined is between agents. */
  readonly by: 'team' | undefined;
  /** What a number gave to find its dialogs; undefined for those that started in the period. */
  readonly filter: DialogFilter | undefined;
  /** The number that the filter came from: a key of a text. */
  readonly from: string | undefined;
  /** The order and place of a list: `-createdAt`, and `after:` or `before:` a cursor. */
  readonly order: string | undefined;
  readonly place: string | undefined;
  /** The plain database id of the dialog of a timeline. */
  readonly dialog: string | undefined;
}

const NO_VIEW: View = {
  ...{ view: 'overview', period: '7d', zone: undefined, compare: 'PREVIOUS_PERIOD', hours: undefined },
  ...{ inbox: [], team: [], agent: [], sort: undefined, by: undefined, filter: undefined, from: undefined },
  ...{ order: undefined, place: undefined, dialog: undefined },
};

const COMPARISONS: Record<string, Comparison | undefined> = {
  none: undefined,
  previous: 'PREVIOUS_PERIOD',
  year: 'PREVIOUS_YEAR',
};

/** Reads the part of an address after `?`; what it can't read is as if it were not there. */
export function readView(search: string): View {
  const values = new URLSearchParams(search);
  const one = (name: string) => values.get(name) || undefined;
  const ids = (name: string) => (one(name) ?? '').split(',').filter((id) => /^\d+$/.test(id));
  const zone = one('zone');
  const compare = one('compare');
  return {
    view: VIEWS.find((name) => name === one('view')) ?? NO_VIEW.view,
    period: readPeriod(one('period'), one('days')),
    zone: zone && isZone(zone) ? zone : undefined,
    compare: compare && Object.hasOwn(COMPARISONS, compare) ? COMPARISONS[compare] : NO_VIEW.compare,
    hours: one('hours') === 'working' ? 'working' : undefined,
    ...{ inbox: ids('inbox'), team: ids('team'), agent: ids('agent') },
    ...{ sort: one('sort'), filter: readFilter(one('filter')), from: one('from') },
    by: one('by') === 'team' ? 'team' : undefined,
    ...{ order: one('order'), place: one('place'), dialog: one('dialog') },
  };
}

function readPeriod(name: string | undefined, days: string | undefined): View['period'] {
  const [from, to] = (days ?? '').split('..');
  if (from && to && isDay(from) && isDay(to) && from <= to) return { from, to };
  return PRESETS.find((preset) => preset === name) ?? NO_VIEW.period;
}

function readFilter(text: string | undefined): DialogFilter | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The address of a view: what is as usual is left out. Never holds the token. */
export function writeView(view: View): string {
  const values = new URLSearchParams();
  const set = (name: string, value: string | undefined, usual?: string) => {
    if (value !== undefined && value !== '' && value !== usual) values.set(name, value);
  };
  set('view', view.view, NO_VIEW.view);
  if (typeof view.period === 'string') set('period', view.period, NO_VIEW.period as string);
  else set('days', `${view.period.from}..${view.period.to}`);
  set('zone', view.zone);
  const compare = Object.entries(COMPARISONS).find(([, value]) => value === view.compare)?.[0];
  set('compare', compare, 'previous');
  set('hours', view.hours);
  for (const name of ['inbox', 'team', 'agent'] as const) set(name, view[name].join(','));
  for (const name of ['sort', 'by', 'from', 'order', 'place', 'dialog'] as const) set(name, view[name]);
  set('filter', view.filter && JSON.stringify(view.filter));
  return `?${values}`;
}
