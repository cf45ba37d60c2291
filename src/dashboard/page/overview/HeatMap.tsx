import { Composite, CompositeItem, CompositeProvider, CompositeRow } from '@ariakit/react';
import { useState } from 'react';
import { useView } from '../address/useView';
import type { BreakdownQuery, DialogFilter } from '../api/operations';
import { daysOf } from '../api/question';
import { useTexts } from '../texts/useTexts';
import { hourOfDays } from '../time/period';
import { ownZone } from '../time/zones';
import { Scroll } from '../ui/Scroll';
import { HourLink } from './HourLink';

type Points = BreakdownQuery['statistics']['byHourOfWeek'];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** So many depths of the colour; the numbers themselves are in the cells' names. */
const DEPTHS = 6;

/** When dialogs start, or clients write, by hour of the week. */
export function HeatMap({ points, startedFilter }: { points: Points; startedFilter: DialogFilter }) {
  const { t, number, weekday } = useTexts();
  const view = useView();
  const days = daysOf(view);
  const [what, setWhat] = useState<'started' | 'clientMessages'>('started');
  const values = new Map(points.map((point) => [`${point.weekday} ${point.hour}`, point[what]]));
  const valueAt = (day: number, hour: number) => values.get(`${day} ${hour}`) ?? 0;
  const most = Math.max(0, ...values.values());
  const depth = (value: number) => (value === 0 ? 0 : Math.ceil((value / most) * DEPTHS));
  return (
    <>
      <div className="legend">
        <fieldset className="segments">
          <legend className="sr-only">{t('heatMap.what')}</legend>
          {(['started', 'clientMessages'] as const).map((name) => (
            <button key={name} type="button" aria-pressed={what === name} onClick={() => setWhat(name)}>
              {t(`heatMap.${name}`)}
            </button>
          ))}
        </fieldset>
        <span className="scale" aria-hidden="true">
          0
          {Array.from({ length: DEPTHS + 1 }, (_, step) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps are the scale.
            <span key={step} className={`heat-cell is-${step}`} />
          ))}
          {number(most)}
        </span>
      </div>
      <Scroll label={t('heatMap')}>
        {/* One stop of the keyboard for all hours; the arrows go from one to the next. */}
        <CompositeProvider>
          <Composite render={<table className="heat" />} role="table">
            <thead>
              <tr>
                <td />
                {HOURS.map((hour) => (
                  <th key={hour} scope="col">
                    {hour % 3 === 0 ? String(hour).padStart(2, '0') : <span className="sr-only">{hour}</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {WEEKDAYS.map((day) => (
                <CompositeRow key={day} render={<tr />}>
                  <th scope="row">{weekday(day)}</th>
                  {HOURS.map((hour) => {
                    const value = valueAt(day, hour);
                    const label = t('heatMap.hour', {
                      ...{ weekday: weekday(day), value: number(value) },
                      hour: `${String(hour).padStart(2, '0')}:00`,
                    });
                    const moments = hourOfDays(days, day, hour, view.zone ?? ownZone());
                    const isLink = what === 'started' && value > 0 && moments;
                    return (
                      <td key={hour} className={`heat-cell is-${depth(value)}`} title={label} data-value={value}>
                        {isLink ? (
                          <CompositeItem
                            render={<HourLink filter={{ ...startedFilter, createdAt: moments }} label={label} />}
                          >
                            {number(value)}
                          </CompositeItem>
                        ) : (
                          <span className="heat-number">{number(value)}</span>
                        )}
                      </td>
                    );
                  })}
                </CompositeRow>
              ))}
            </tbody>
          </Composite>
        </CompositeProvider>
      </Scroll>
    </>
  );
}
