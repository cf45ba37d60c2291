import { useState } from 'react';
import { goTo, useView } from '../address/useView';
import type { View } from '../address/view';
import { type Named, useLookups } from '../api/lookups';
import type { Comparison } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { ownZone, zones } from '../time/zones';
import { Choice } from '../ui/Choice';
import { Icon } from '../ui/Icon';
import { PeriodChoice } from './PeriodChoice';

const COMPARISONS = { none: undefined, previous: 'PREVIOUS_PERIOD', year: 'PREVIOUS_YEAR' } as const;
const NO_NAMES: readonly Named[] = [];

/** Which period of which dialogs is seen; what is chosen goes into the address. */
export function Controls() {
  const { t } = useTexts();
  const view = useView();
  const { data } = useLookups();
  const [isOpen, setOpen] = useState(false);
  // A list that a number opened is of the number's own dialogs: another choice leads back to the controls' own.
  const set = (change: Partial<View>) =>
    goTo({ ...view, filter: undefined, from: undefined, place: undefined, ...change });
  const lists = [
    { name: 'inbox', of: data?.inboxes ?? NO_NAMES },
    { name: 'team', of: data?.teams ?? NO_NAMES },
    { name: 'agent', of: data?.agents ?? NO_NAMES },
  ] as const;
  // Lists and flows compare nothing and measure no durations.
  const isMeasured = view.view === 'overview' || view.view === 'agents';
  const chosen = lists.filter(({ name }) => view[name].length > 0).length;
  const comparison = (Object.keys(COMPARISONS) as (keyof typeof COMPARISONS)[]).find(
    (name) => COMPARISONS[name] === view.compare,
  )!;
  return (
    <search className="controls" aria-label={t('controls')} data-open={isOpen}>
      <PeriodChoice set={set} />
      <button type="button" className="field controls-more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="filter" />
        {t('filters')}
        {chosen > 0 && <span className="count">{chosen}</span>}
      </button>
      <div className="controls-rest">
        {isMeasured && (
          <Choice
            label={t('compare')}
            options={(['none', 'previous', 'year'] as const).map((value) => ({ value, label: t(`compare.${value}`) }))}
            value={comparison}
            shown={t(`compare.${comparison}`)}
            onChange={(value) =>
              set({ compare: COMPARISONS[value as keyof typeof COMPARISONS] as Comparison | undefined })
            }
          />
        )}
        {lists.map(({ name, of }) => (
          <Choice
            key={name}
            label={t(`filter.${name}`)}
            options={of.map((item) => ({ value: item.databaseId, label: item.name }))}
            value={[...view[name]]}
            shown={shownOf(view[name], of, t(`filter.${name}.all`))}
            onChange={(ids) => set({ [name]: ids })}
          />
        ))}
        <Choice
          label={t('zone')}
          options={zones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          value={view.zone ?? ownZone()}
          shown={(view.zone ?? ownZone()).replaceAll('_', ' ')}
          onChange={(zone) => set({ zone })}
        />
        {isMeasured && (
          <Choice
            label={t('hours')}
            options={(['all', 'working'] as const).map((value) => ({ value, label: t(`hours.${value}`) }))}
            value={view.hours ?? 'all'}
            shown={t(`hours.${view.hours ?? 'all'}`)}
            onChange={(value) => set({ hours: value === 'working' ? value : undefined })}
          />
        )}
      </div>
    </search>
  );
}

/** The names chosen, the first one of several with how many more there are. */
function shownOf(ids: readonly string[], named: readonly Named[], all: string): string {
  const [first, ...others] = ids;
  if (first === undefined) return all;
  const name = named.find((item) => item.databaseId === first)?.name ?? `#${first}`;
  return others.length > 0 ? `${name} +${others.length}` : name;
}
