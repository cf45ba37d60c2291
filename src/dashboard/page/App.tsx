import { lazy, Suspense, useEffect } from 'react';
import { useView } from './address/useView';
import type { ViewName } from './address/view';
import { Agents } from './agents/Agents';
import { useSession } from './api/session';
import { DialogView } from './dialog/DialogView';
import { Dialogs } from './dialogs/Dialogs';
import { Overview } from './overview/Overview';
import { Controls } from './shell/Controls';
import { Header } from './shell/Header';
import { SignIn } from './shell/SignIn';
import { useTexts } from './texts/useTexts';
import { Boundary } from './ui/Boundary';

const Transfers = lazy(async () => ({ default: (await import('./transfers/Transfers')).Transfers }));

const PAGES: Record<ViewName, React.ComponentType> = {
  overview: Overview,
  agents: Agents,
  transfers: Transfers,
  dialogs: Dialogs,
  dialog: DialogView,
};

/** The page: the sign-in until there is a token, then a view under the bar and its controls. */
export function App() {
  const { token } = useSession();
  const { view } = useView();
  const { t } = useTexts();
  const Page = PAGES[view];
  useEffect(() => {
    document.title = token ? `${t(`view.${view}`)} · ${t('product')}` : t('product');
  }, [token, view, t]);
  if (!token) return <SignIn />;
  return (
    <>
      <a className="skip" href="#content">
        {t('skipToContent')}
      </a>
      <Header />
      {view !== 'dialog' && <Controls />}
      <main id="content" tabIndex={-1}>
        <h1 className="sr-only">{t(`view.${view}`)}</h1>
        <Boundary at={location.search}>
          <Suspense>
            <Page />
          </Suspense>
        </Boundary>
      </main>
    </>
  );
}
