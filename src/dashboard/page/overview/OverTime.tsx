import { useState } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { goTo, useView } from '../address/useView';
import type { BreakdownQuery, DialogFilter } from '../api/operations';
import type { Key } from '../texts/en';
import { useTexts } from '../texts/useTexts';
import { dialogsBehind } from '../ui/Link';
import { OverTimeTable } from './OverTimeTable';

type Statistics = BreakdownQuery['statistics'];
/** A point with the one at the same place of the period that is compared with. */
export type Point = Statistics['overTime'][number] & { readonly before: number | undefined };

const DAY_MS = 86_400_000;

/** Dialogs over time: started, resolved and missed, and those started before; as a chart or as a table. */
export function OverTime({ statistics }: { statistics: Statistics }) {
  const { t, number, date, dateTime } = useTexts();
  const view = useView();
  const [isTable, setTable] = useState(false);
  const before = statistics.compared?.overTime;
  const points: Point[] = statistics.overTime.map((point, index) => ({ ...point, before: before?.[index]?.started }));
  const [first] = points;
  const isHourly = first !== undefined && Date.parse(first.end) - Date.parse(first.start) < DAY_MS / 2;
  const label = isHourly ? dateTime : date;
  const openDialogs = (filter: DialogFilter, from: Key) => goTo({ ...view, ...dialogsBehind(filter, from) });
  const series = [
    { name: 'started', mark: 'is-started' },
    { name: 'ofMissed', mark: 'is-missed' },
    { name: 'resolved', mark: 'is-resolved' },
    ...(before ? [{ name: 'before', mark: 'is-before' } as const] : []),
  ] as const;

  return (
    <>
      <div className="legend">
        <ul>
          {series.map(({ name, mark }) => (
            <li key={name}>
              <span className={`legend-mark ${mark}`} />
              {t(`series.${name}`)}
            </li>
          ))}
        </ul>
        <button type="button" className="button is-quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t('asTable')}
        </button>
      </div>
      {isTable ? (
        <OverTimeTable points={points} label={label} />
      ) : (
        <figure className="chart" aria-label={t('overTime')}>
          <ResponsiveContainer width="100%" height="100%">
            <ComposedChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis
                dataKey="start"
                tickFormatter={label}
                tickLine={false}
                axisLine={{ stroke: 'var(--line)' }}
                minTickGap={24}
                tickMargin={8}
              />
              <YAxis
                tickFormatter={number}
                allowDecimals={false}
                tickLine={false}
                axisLine={false}
                width="auto"
                tickMargin={4}
              />
              <Tooltip
                isAnimationActive={false}
                cursor={{ fill: 'var(--hover)' }}
                content={({ active, payload }) =>
                  active && payload?.[0] ? <PointTip point={payload[0].payload as Point} label={label} /> : null
                }
              />
              <Bar
                dataKey={({ started, missed }: Point) => started - missed}
                stackId="started"
                fill="var(--series-started)"
                maxBarSize={44}
                isAnimationActive={false}
                cursor="pointer"
                onClick={({ payload }) => openDialogs((payload as Point).startedFilter, 'started')}
              />
              <Bar
                dataKey="missed"
                stackId="started"
                fill="var(--series-missed)"
                maxBarSize={44}
                isAnimationActive={false}
                cursor="pointer"
                onClick={({ payload }) => openDialogs((payload as Point).missedFilter, 'missed')}
              />
              {before && (
                <Line
                  dataKey="before"
                  stroke="var(--series-before)"
                  strokeDasharray="4 3"
                  strokeWidth={1.5}
                  dot={false}
                  isAnimationActive={false}
                />
              )}
              <Line
                dataKey="resolved"
                stroke="var(--series-resolved)"
                strokeWidth={2}
                dot={false}
                isAnimationActive={false}
              />
            </ComposedChart>
          </ResponsiveContainer>
        </figure>
      )}
    </>
  );
}

function PointTip({ point, label }: { point: Point; label: (instant: string) => string }) {
  const { t, number } = useTexts();
  const values = (['started', 'resolved', 'missed', 'backlog', 'before'] as const).filter(
    (name) => point[name] !== undefined,
  );
  return (
    <div className="tip">
      <p className="tip-title">
        {label(point.start)}
        {point.isPartial && ` · ${t('partial')}`}
      </p>
      <table>
        <tbody>
          {values.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`series.${name}`)}</th>
              <td>{number(point[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
