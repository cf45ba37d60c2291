import type { DialogKind } from '../api/operations';
import { useTexts } from '../texts/useTexts';

/** The kinds of a dialog as marks; a dialog without any is an ordinary one. */
export function KindMarks({ kinds }: { kinds: readonly DialogKind[] }) {
  const { t } = useTexts();
  if (kinds.length === 0) return <span className="mark is-none">{t('kind.none')}</span>;
  return (
    <span className="marks">
      {kinds.map((kind) => (
        <span key={kind} className={`mark is-${kind.toLowerCase()}`}>
          {t(`kind.${kind}`)}
        </span>
      ))}
    </span>
  );
}
