import { useState } from 'react';
import { useView } from '../address/useView';
import { writeView } from '../address/view';
import { useLookups } from '../api/lookups';
import { useSession } from '../api/session';
import { useTexts } from '../texts/useTexts';
import { ownZone } from '../time/zones';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Preferences } from './Preferences';

const TABS = ['overview', 'agents', 'transfers', 'dialogs'] as const;

/** The bar: whose numbers these are, the views, and what a person sets for itself. */
export function Header() {
  const { t } = useTexts();
  const view = useView();
  const { data } = useLookups();
  const { signOut } = useSession();
  const shown = view.view === 'dialog' ? 'dialogs' : view.view;
  return (
    <header className="bar">
      <div className="brand">
        <span className="brand-name">{t('product')}</span>
        <span className="brand-account">{data?.viewer.account.name}</span>
      </div>
      <nav className="tabs" aria-label={t('views')}>
        {TABS.map((tab) => (
          <Link
            key={tab}
            to={{ view: tab, filter: undefined, from: undefined, place: undefined, dialog: undefined }}
            className="tab"
            current={tab === shown}
          >
            {t(`view.${tab}`)}
          </Link>
        ))}
      </nav>
      <div className="tools">
        <Share />
        <Preferences />
        <a className="tool" href="graphiql">
          GraphiQL
        </a>
        <button type="button" className="tool" aria-label={t('signOut')} onClick={() => signOut()}>
          <Icon name="out" />
        </button>
      </div>
    </header>
  );
}

/** Copies the address of what is seen, with the zone in which it is seen; who opens it needs a token of their own. */
function Share() {
  const { t } = useTexts();
  const view = useView();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();
  const address = new URL(writeView({ ...view, zone: view.zone ?? ownZone() }), location.href).href;
  return (
    <>
      <button
        type="button"
        className="tool"
        aria-label={t('share')}
        onClick={() => {
          // Without a secure connection browsers have no clipboard.
          const copying = navigator.clipboard?.writeText(address) ?? Promise.reject(new Error('no clipboard'));
          void copying.then(
            () => setOutcome('copied'),
            () => setOutcome('notCopied'),
          );
          setTimeout(() => setOutcome(undefined), 4000);
        }}
      >
        <Icon name="link" />
      </button>
      <output className="toast" data-shown={outcome !== undefined}>
        {outcome && t(outcome)}
        {outcome === 'notCopied' && <input className="input" readOnly value={address} aria-label={t('share')} />}
      </output>
    </>
  );
}
