import { createRoot } from 'react-dom/client';
import { App } from './App';
import { setupWorkers } from './workers';
// After Monaco's style sheets, which come with App: these override them.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './page.css';

setupWorkers();
createRoot(document.getElementById('root')!).render(<App />);
