import { useTexts } from '../texts/useTexts';

interface ChangeProps {
  readonly now: number | null | undefined;
  readonly before: number | null | undefined;
  /** Whether more is better, or worse; neither where it is only more. */
  readonly better?: 'more' | 'less';
  /** What the value before was, as it is written. */
  readonly shownBefore: string;
  /** The value is a rate, whose change is told in points and not in per cent of it. */
  readonly isRate?: boolean;
}

/** How a number has changed since the period that it is compared with. */
export function Change({ now, before, better, shownBefore, isRate = false }: ChangeProps) {
  const { t, locale } = useTexts();
  if (now == null || before == null || (!isRate && before === 0))
    return <span className="change">{t('noChangeKnown')}</span>;
  const change = isRate ? (now - before) * 100 : now / before - 1;
  const format = new Intl.NumberFormat(locale, {
    ...(isRate
      ? { maximumFractionDigits: 1 }
      : { style: 'percent', maximumFractionDigits: Math.abs(change) < 0.1 ? 1 : 0 }),
    signDisplay: 'exceptZero',
  });
  const text = isRate ? t('points', { change: format.format(change) }) : format.format(change);
  const isGood = better && change !== 0 ? change > 0 === (better === 'more') : undefined;
  const tone = isGood === undefined ? '' : isGood ? 'is-good' : 'is-bad';
  return (
    <span className={`change ${tone}`}>
      <strong>{text}</strong> {t('from', { before: shownBefore })}
    </span>
  );
}
