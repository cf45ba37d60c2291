import { useMemo, useState } from 'react';
import type { BreakdownQuery } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { dialogsBehind, Link } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { useTableStop } from '../ui/tableStop';

type Points = BreakdownQuery['statistics']['byHourOfWeek'];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** So many depths of the colour; the numbers themselves are in the cells' names. */
const DEPTHS = 6;

/** When dialogs start, or clients write, by hour of the week. */
export function HeatMap({ points }: { points: Points }) {
  const { t, number, weekday } = useTexts();
  const [what, setWhat] = useState<'started' | 'clientMessages'>('started');
  const values = new Map(points.map((point) => [`${point.weekday} ${point.hour}`, point[what]]));
  const most = Math.max(0, ...values.values());
  const depth = (value: number) => (value === 0 ? 0 : Math.ceil((value / most) * DEPTHS));
  const links = useMemo(() => {
    const opened = what === 'started' ? points.filter(({ started }) => started > 0) : [];
    return new Map(
      opened.map(({ weekday: day, hour, startedFilter }) => [
        `${day} ${hour}`,
        dialogsBehind(startedFilter, 'started'),
      ]),
    );
  }, [points, what]);
  const stop = useTableStop([...links.keys()]);
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
        <table className="heat">
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
          <tbody {...stop.props}>
            {WEEKDAYS.map((day) => (
              <tr key={day}>
                <th scope="row">{weekday(day)}</th>
                {HOURS.map((hour) => {
                  const place = `${day} ${hour}`;
                  const value = values.get(place) ?? 0;
                  const to = links.get(place);
                  const label = t('heatMap.hour', {
                    ...{ weekday: weekday(day), value: number(value) },
                    hour: `${String(hour).padStart(2, '0')}:00`,
                  });
                  return (
                    <td key={hour} className={`heat-cell is-${depth(value)}`} title={label} data-value={value}>
                      {to ? (
                        <Link {...{ to, label, place }} className="heat-number" tabIndex={stop.tabIndexOf(place)}>
                          {number(value)}
                        </Link>
                      ) : (
                        <span className="heat-number">{number(value)}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
