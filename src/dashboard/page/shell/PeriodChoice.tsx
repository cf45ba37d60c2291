import { Popover, PopoverDisclosure, PopoverHeading, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { useId, useState } from 'react';
import { useView } from '../address/useView';
import type { View } from '../address/view';
import { useDays } from '../api/question';
import { useTexts } from '../texts/useTexts';
import { PRESETS } from '../time/period';
import { Icon } from '../ui/Icon';

/** The period: by name, or from one day to another, both inside. */
export function PeriodChoice({ set }: { set: (change: Partial<View>) => void }) {
  const { t, days: range } = useTexts();
  const view = useView();
  const days = useDays(view);
  const store = usePopoverStore({ placement: 'bottom-start' });
  const id = useId();
  const shown = range(days.from, days.to);
  const choose = (period: View['period']) => {
    set({ period });
    store.hide();
  };
  return (
    <PopoverProvider store={store}>
      <div className="choice is-period">
        <span className="choice-label" id={id}>
          {t('period')}
        </span>
        <PopoverDisclosure className="field" aria-labelledby={`${id} ${id}-value`}>
          <span className="field-value" id={`${id}-value`}>
            {typeof view.period === 'string' ? `${t(`period.${view.period}`)} · ${shown}` : shown}
          </span>
          <Icon name="down" />
        </PopoverDisclosure>
      </div>
      <Popover gutter={4} fitViewport unmountOnHide className="popover is-period">
        <PopoverHeading className="sr-only">{t('period')}</PopoverHeading>
        <div className="presets">
          {PRESETS.map((preset) => (
            <button
              key={preset}
              type="button"
              className="preset"
              aria-pressed={view.period === preset}
              onClick={() => choose(preset)}
            >
              {t(`period.${preset}`)}
            </button>
          ))}
        </div>
        <OwnDays days={days} onApply={choose} />
      </Popover>
    </PopoverProvider>
  );
}

function OwnDays({
  days,
  onApply,
}: {
  days: { from: string; to: string };
  onApply: (days: { from: string; to: string }) => void;
}) {
  const { t } = useTexts();
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const isOrdered = from !== '' && to !== '' && from <= to;
  return (
    <form
      className="own-days"
      onSubmit={(event) => {
        event.preventDefault();
        if (isOrdered) onApply({ from, to });
      }}
    >
      <label>
        {t('period.from')}
        <input className="input" type="date" value={from} onChange={(event) => setFrom(event.target.value)} required />
      </label>
      <label>
        {t('period.to')}
        <input className="input" type="date" value={to} onChange={(event) => setTo(event.target.value)} required />
      </label>
      <p className="complaint" role="alert">
        {from && to && !isOrdered ? t('period.order') : ''}
      </p>
      <button type="submit" className="button is-primary" disabled={!isOrdered}>
        {t('period.apply')}
      </button>
    </form>
  );
}
