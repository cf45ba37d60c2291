import { useMemo, useState } from 'react';
import { useTexts } from '../texts/useTexts';
import { Scroll } from '../ui/Scroll';
import type { Dialog } from './dialog';
import { type Lane, lanesOf, type Mark, momentsOfLanes } from './lanes';
import { condensedScale, evenScale, type Scale } from './scale';
import { type Stretch, spanOf } from './stretches';

const DAY_MS = 86_400_000;
/** What the legend explains, in the order in which it comes. */
const LEGEND = ['INVITATION', 'BOT', 'WAITING', 'CHATTING', 'SNOOZED', 'ONLINE'] as const;
const MARKS = ['client', 'agent', 'bot', 'private', 'transfer', 'departure'] as const;

/** What happened when: what the dialog was in, the visitor's presence and each agent as stretches, the rest as marks. */
export function Timeline({ dialog }: { dialog: Dialog }) {
  const { t, time, dateTime, exactTime } = useTexts();
  const [isEven, setEven] = useState(false);
  const { lanes, scale } = useMemo(() => {
    const now = Date.now();
    const { from, to } = spanOf(dialog, now);
    const found = lanesOf(dialog, now);
    return { lanes: found, scale: isEven ? evenScale(from, to) : condensedScale(from, to, momentsOfLanes(found)) };
  }, [dialog, isEven]);
  const seen = new Set<string>(
    lanes.flatMap(({ stretches, marks }) => [
      ...stretches.map(({ what }) => what),
      ...marks.map(({ what }) => `mark ${what === 'template' ? 'bot' : what}`),
    ]),
  );
  const [first, last] = [scale.ticks[0]!, scale.ticks.at(-1)!];
  const isLong = last - first > DAY_MS;
  const label = isLong ? dateTime : time;
  const told = isLong ? exactTime : time;
  return (
    <>
      <div className="legend">
        <ul>
          {LEGEND.filter((what) => seen.has(what)).map((what) => (
            <li key={what}>
              <span className={`stretch-sample is-${what.toLowerCase()}`} />
              {t(`stretch.${what}`)}
            </li>
          ))}
          {MARKS.filter((what) => seen.has(`mark ${what}`)).map((what) => (
            <li key={what}>
              <span className={`point is-${what}`} />
              {t(`mark.${what}`)}
            </li>
          ))}
        </ul>
        <fieldset className="segments">
          <legend className="sr-only">{t('scale')}</legend>
          <button type="button" aria-pressed={!isEven} onClick={() => setEven(false)}>
            {t('scale.condensed')}
          </button>
          <button type="button" aria-pressed={isEven} onClick={() => setEven(true)}>
            {t('scale.even')}
          </button>
        </fieldset>
      </div>
      <Scroll label={t('timeline')}>
        <div className="timeline">
          {lanes.map((lane) => (
            <LaneRow key={lane.agent?.databaseId ?? lane.name} lane={lane} scale={scale} told={told} />
          ))}
          <div className="lane is-axis" aria-hidden="true">
            <span className="lane-name" />
            <div className="track">
              {scale.ticks.map((tick) => (
                <span key={tick} className="tick" style={{ left: `${scale.at(tick) * 100}%` }}>
                  {label(new Date(tick).toISOString())}
                </span>
              ))}
            </div>
          </div>
        </div>
      </Scroll>
    </>
  );
}

/** Where things lie, and how their moments are told. */
interface Told {
  readonly scale: Scale;
  readonly told: (instant: string) => string;
}

function LaneRow({ lane, ...rest }: { lane: Lane } & Told) {
  const { t } = useTexts();
  const name = lane.agent?.name ?? t(`lane.${lane.name as Exclude<Lane['name'], 'agent'>}`);
  return (
    <div className="lane" data-lane={lane.agent?.databaseId ?? lane.name}>
      <span className="lane-name" title={name}>
        {name}
      </span>
      <ul className="track" aria-label={name}>
        {lane.stretches.map((stretch, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may begin at the same moment, and none changes its place.
          <StretchBar key={index} stretch={stretch} {...rest} />
        ))}
        {lane.marks.map((mark) => (
          <MarkPoint key={mark.key} mark={mark} {...rest} />
        ))}
      </ul>
    </div>
  );
}

function StretchBar({ stretch, scale, told }: { stretch: Stretch } & Told) {
  const { t, duration } = useTexts();
  const { what, from, to, seconds, lasts } = stretch;
  const [left, right] = [scale.at(from), scale.at(to)];
  const length = duration(seconds);
  const iso = (moment: number) => told(new Date(moment).toISOString());
  const label = `${t(`stretch.${what}`)}: ${iso(from)} – ${lasts ? t('now') : iso(to)} · ${length}`;
  return (
    <li
      className={`stretch is-${what.toLowerCase()}`}
      style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
      title={label}
      data-stretch={what}
      data-seconds={seconds}
    >
      <span className="sr-only">{label}</span>
      <span className="stretch-length" aria-hidden="true">
        {length}
      </span>
    </li>
  );
}

function MarkPoint({ mark, scale, told }: { mark: Mark } & Told) {
  const { t } = useTexts();
  const { what, at, message, from, to } = mark;
  const words = from && to ? `${from} → ${to}` : (message?.content?.slice(0, 140) ?? '');
  const label = `${told(new Date(at).toISOString())} · ${t(`mark.${what}`)}${words ? `: ${words}` : ''}`;
  return (
    <li className={`point is-${what}`} style={{ left: `${scale.at(at) * 100}%` }} title={label}>
      <span className="sr-only">{label}</span>
    </li>
  );
}
